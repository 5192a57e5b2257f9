import { Temporal } from "temporal-polyfill"

/**
 * When points earned at `earnedAt` expire: at the start of the day after `lifeMonths` whole months, by the shop's own
 * clock, so that daylight saving and year ends fall where the merchant expects. Null: never.
 */
export function expiryOf(earnedAt: Date, lifeMonths: number | null, timeZone: string): Date | null {
  if (lifeMonths === null) return null
  const zone = knownZone(timeZone)
  const day = Temporal.Instant.fromEpochMilliseconds(earnedAt.getTime())
    .toZonedDateTimeISO(zone)
    .toPlainDate()
  const last = day.add({ months: lifeMonths })
  const end = last.add({ days: 1 }).toZonedDateTime({ timeZone: zone })
  return new Date(end.epochMilliseconds)
}

/** A zone that is not known here must not hold up a shop's orders: its days are then those of UTC. */
function knownZone(timeZone: string): string {
  try {
    return Temporal.Now.zonedDateTimeISO(timeZone).timeZoneId
  } catch {
    return "UTC"
  }
}
