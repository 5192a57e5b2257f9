/** Waits before each of Shopify's eight retries, in seconds: exponential, four hours in all. */
export const retrySeconds = [10, 30, 120, 300, 900, 1800, 3600, 7640]

/** When to try again after `failures` failed attempts; null when Shopify has given up. */
export function retryDelayMs(failures: number): number | null {
  const seconds = retrySeconds[failures - 1]
  return seconds === undefined ? null : seconds * 1000
}

let sequence = 0

/**
 * A time with nine fractional digits; two of the same millisecond keep the order they were made in.
 */
export function nanoIso(at: Date): string {
  sequence = (sequence + 1) % 1_000_000
  return at.toISOString().replace("Z", `${String(sequence).padStart(6, "0")}Z`)
}
