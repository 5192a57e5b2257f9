import { Temporal } from "temporal-polyfill"

/**
 * When points earned at `earnedAt` expire: at the start of the day after `lifeMonths` whole months, by the shop's own
 * clock, so that daylight saving and year ends fall where the merchant expects. Null: never.
 */
export function expiryOf(earnedAt: Date, lifeMonths: number | null, timeZone: string): Date | null {
  if (lifeMonths === null) return null
  const day = Temporal.Instant.fromEpochMilliseconds(earnedAt.getTime())
    .toZonedDateTimeISO(timeZone)
    .toPlainDate()
  const last = day.add({ months: lifeMonths })
  const end = last.add({ days: 1 }).toZonedDateTime({ timeZone })
  return new Date(end.epochMilliseconds)
}
