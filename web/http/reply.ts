import type { IncomingMessage, ServerResponse } from "node:http"

/** Every refusal that a caller can meet, with the status it is answered by. The one place where HTTP codes are chosen. */
const statusOf = {
  "bad-request": 422,
  "bad-signature": 401,
  "not-signed-in": 401,
  "not-found": 404,
  "unknown-reward": 404,
  "unknown-redemption": 404,
  "unknown-shop": 410,
  "method-not-allowed": 405,
  "too-large": 413,
  "wrong-content-type": 415,
  "not-enough-points": 409,
  "key-reused": 409,
  "code-already-used": 409,
  "not-issued": 409,
  "program-paused": 409,
  "nothing-waits": 409,
  "wrong-code": 409,
  "too-many-tries": 429,
  "mail-off": 503,
  unavailable: 503,
  internal: 500,
} as const

export type ErrorCode = keyof typeof statusOf

const messages: Record<ErrorCode, string> = {
  "bad-request": "The request is not of the expected form.",
  "bad-signature": "The signature is missing, wrong or too old.",
  "not-signed-in": "Sign in to the shop first.",
  "not-found": "There is nothing at this address.",
  "unknown-reward": "This reward is not offered any more.",
  "unknown-redemption": "There is no such redemption.",
  "unknown-shop": "This shop has not installed the app.",
  "method-not-allowed": "This address does not take that method.",
  "too-large": "The body is too large.",
  "wrong-content-type": "Send the body as application/json.",
  "not-enough-points": "There are not enough points for this reward.",
  "key-reused": "This idempotency key was used for another reward: send a new one.",
  "code-already-used": "The code has been used on an order.",
  "not-issued": "Only an unused code can be handed back.",
  "program-paused": "The programme is not live.",
  "nothing-waits": "No points wait under your email address.",
  "wrong-code": "The code is wrong or too old: ask for a new one.",
  "too-many-tries": "Too many tries: wait a while.",
  "mail-off": "This shop cannot send mail yet.",
  unavailable: "This cannot be done just now: try again in a moment.",
  internal: "Something went wrong on our side; it has been noted.",
}

export function reply(res: ServerResponse, status: number, body: unknown): void {
  const text = JSON.stringify(body)
  res.writeHead(status, [
    "content-type",
    "application/json; charset=utf-8",
    "content-length",
    String(Buffer.byteLength(text)),
    "cache-control",
    "no-store",
  ])
  res.end(text)
}

/** Answers an error as `{ error: { code, message } }`; `detail` says what exactly was wrong with the request. */
export function replyError(res: ServerResponse, code: ErrorCode, detail?: string): void {
  if (code === "unavailable") res.setHeader("retry-after", "1")
  reply(res, statusOf[code], {
    error: { code, message: detail ? `${messages[code]} ${detail}` : messages[code] },
  })
}

/** A body that is larger than the caller may send. */
export class TooLarge extends Error {}

/** The raw body, at most `limit` bytes. Rejects with TooLarge, or when the sender goes away. */
export function readBody(req: IncomingMessage, limit: number): Promise<Buffer> {
  // No length and no chunks: such a request's stream has ended before it began, and says nothing of it.
  if (req.readableEnded) return Promise.resolve(Buffer.alloc(0))
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let size = 0
    req.on("data", (chunk: Buffer) => {
      size += chunk.length
      if (size > limit) {
        // The rest is read and dropped: unread, it would hold up the answer and the connection's next request.
        chunks.length = 0
        reject(new TooLarge())
      } else chunks.push(chunk)
    })
    req.on("end", () => resolve(chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks)))
    req.on("error", reject)
    req.on("aborted", () => reject(new Error("the sender went away")))
  })
}
