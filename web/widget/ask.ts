/**
 * What came of a question to the shop. `unavailable` means that nobody can tell whether it was done:
 * ask again with the same idempotency key. Every other code is the server's final word.
 */
export type Answer<Body> = { ok: true; body: Body } | { ok: false; code: string }

const timeoutMs = 10_000
/** The pauses before a question that is safe to repeat is asked again. */
const pausesMs = [700, 2000]

/** Asks one address: GET without a body, POST with one. Never throws. */
export async function ask<Body>(address: string, body?: object): Promise<Answer<Body>> {
  try {
    const response = await fetch(address, {
      signal: AbortSignal.timeout(timeoutMs),
      cache: "no-store",
      ...(body && {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(body),
      }),
    })
    const json = await response.json()
    if (response.ok) return { ok: true, body: json }
    // "internal": it failed half-way, and nobody can tell how far.
    const { code } = json.error
    return code === "internal" ? unavailable : { ok: false, code }
  } catch {
    // No connection, no answer in time, or the error page of something in between: not our JSON.
    return unavailable
  }
}

/** Asks again, after growing pauses, as long as nobody answered. The body must be safe to repeat. */
export async function askUntilAnswered<Body>(address: string, body: object): Promise<Answer<Body>> {
  let answer = await ask<Body>(address, body)
  for (const pauseMs of pausesMs) {
    if (answer.ok || answer.code !== "unavailable") break
    await new Promise((resolve) => setTimeout(resolve, pauseMs))
    answer = await ask<Body>(address, body)
  }
  return answer
}

const unavailable = { ok: false, code: "unavailable" } as const
