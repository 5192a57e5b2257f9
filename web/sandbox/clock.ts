import type { Store } from "./state/store.ts"

/** The sandbox's time: the machine's clock plus a stored offset that anyone may set. */
export type Clock = {
  now(): Date
  offsetMs(): number
  setOffset(offsetMs: number): void
  /** Makes `now()` this moment; time then goes on from there. */
  setNow(now: Date): void
}

export function openClock(store: Store): Clock {
  const offsetMs = () => store.settings.get("clock").offsetMs
  const setOffset = (value: number) => {
    store.settings.set("clock", { offsetMs: Math.round(value) })
  }
  return {
    now: () => new Date(Date.now() + offsetMs()),
    offsetMs,
    setOffset,
    setNow: (now) => setOffset(now.getTime() - Date.now()),
  }
}

/** To the second, as Shopify stores times: "2026-11-22T10:00:00Z". */
export function secondsIso(at: Date): string {
  return `${at.toISOString().slice(0, 19)}Z`
}

/** A time for a change of something last changed at `before`: now, or a second later than that. */
export function laterThan(before: string | null, now: Date): string {
  const least = before ? Date.parse(before) + 1000 : 0
  return secondsIso(new Date(Math.max(now.getTime(), least)))
}
