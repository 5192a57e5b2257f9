/**
 * What came of a question to the shop: a body, or the code of why not. `unavailable` means that nobody can
 * tell whether it was done: ask again with the same idempotency key. Every other code is the server's final word.
 */
export type Answer<Body> = { body: Body; code?: undefined } | { body?: undefined; code: string }

const timeoutMs = 10_000
/** The pauses before a question that is safe to repeat is asked again. */
const pausesMs = [700, 2000]

/** Asks one address: GET without a body, POST with one. Never throws. */
export async function ask<Body>(address: string, question?: object): Promise<Answer<Body>> {
  try {
    const response = await fetch(address, {
      signal: AbortSignal.timeout(timeoutMs),
      cache: "no-store",
      ...(question && {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(question),
      }),
    })
    const body = await response.json()
    if (response.ok) return { body }
    // "internal": it failed half-way, and nobody can tell how far.
    const { code } = body.error
    return { code: code === "internal" ? unavailable : code }
  } catch {
    // No connection, no answer in time, or the error page of something in between: not our JSON.
    return { code: unavailable }
  }
}

/** Asks again, after growing pauses, as long as nobody answered. The question must be safe to repeat. */
export async function askUntilAnswered<Body>(
  address: string,
  question: object,
): Promise<Answer<Body>> {
  let answer = await ask<Body>(address, question)
  for (const pauseMs of pausesMs) {
    if (answer.code !== unavailable) break
    await new Promise((resolve) => setTimeout(resolve, pauseMs))
    answer = await ask<Body>(address, question)
  }
  return answer
}

export const unavailable = "unavailable"
