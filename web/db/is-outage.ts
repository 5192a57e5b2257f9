/** Classes of SQLSTATE by which PostgreSQL says that it is away, stopping, starting, full or overloaded. */
const outages = /^(08|53|57|58|25006)/

/** Whether a failure is the database's own, so that the very same may work in a moment; anything else is a bug. */
export function isOutage(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const code = String((error as { code?: unknown }).code ?? "")
  if (/^[0-9A-Z]{5}$/.test(code) && code !== "EPIPE") return outages.test(code)
  if (code) return /^E[A-Z]+$/.test(code)
  return /connection|timeout/i.test(error.message)
}
