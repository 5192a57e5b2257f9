const offsets = new Map<string, string>()

/** A time as webhooks write it: in the shop's time zone, "2026-11-22T05:00:00-05:00". */
export function shopTime(iso: string, timeZone: string): string {
  const at = new Date(iso)
  const offset = offsetAt(at, timeZone)
  const sign = offset.startsWith("-") ? -1 : 1
  const [hours, minutes] = offset.slice(1).split(":").map(Number)
  const local = new Date(at.getTime() + sign * ((hours ?? 0) * 60 + (minutes ?? 0)) * 60_000)
  return `${local.toISOString().slice(0, 19)}${offset}`
}

export function shopTimeOrNull(iso: string | null, timeZone: string): string | null {
  return iso === null ? null : shopTime(iso, timeZone)
}

/** Offsets change on the hour (or half), so what was found is kept per half hour. */
function offsetAt(at: Date, timeZone: string): string {
  const key = `${timeZone}|${Math.floor(at.getTime() / 1_800_000)}`
  const known = offsets.get(key)
  if (known) return known
  const format = new Intl.DateTimeFormat("en", { timeZone, timeZoneName: "longOffset" })
  const part = format.formatToParts(at).find((one) => one.type === "timeZoneName")
  const found = part?.value.replace("GMT", "") || "+00:00"
  if (offsets.size > 10_000) offsets.clear()
  offsets.set(key, found)
  return found
}
