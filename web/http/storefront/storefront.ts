import type { IncomingMessage, ServerResponse } from "node:http"
import { Overloaded } from "#web/db/group-commit.ts"
import { isOutage } from "#web/db/is-outage.ts"
import { type ErrorCode, readBody, reply, replyError, TooLarge } from "#web/http/reply.ts"
import { PlatformError } from "#web/platforms/platform.ts"
import { type Caller, callerOf, isFromShop } from "./caller.ts"
import { claim, confirm } from "./claims.ts"
import type { StorefrontDeps } from "./deps.ts"
import { balance, me } from "./me.ts"
import { program } from "./program.ts"
import { type Answer, handBack, redeem } from "./redemptions.ts"

const mostBytes = 16 * 1024

type Read = (deps: StorefrontDeps, caller: Caller) => Promise<unknown>
const reads: Record<string, Read> = { "/v1/program": program, "/v1/me": me, "/v1/balance": balance }

/** `/proxy/v1/*`: the storefront API, through the shop's app proxy. */
export function storefrontApi(deps: StorefrontDeps) {
  return async (req: IncomingMessage, res: ServerResponse): Promise<void> => {
    try {
      const [path, query] = splitUrl(req.url!)
      const caller = await callerOf(deps, query)
      if (typeof caller === "string") return replyError(res, caller)
      const read = reads[path]
      if (req.method === "GET" && read) return reply(res, 200, await read(deps, caller))
      if (read) return replyError(res, "method-not-allowed")
      await write(deps, caller, path, req, res)
    } catch (error) {
      replyFailure(deps, res, error)
    }
  }
}

/** The path below the proxy's door, and the query. */
function splitUrl(url: string): [path: string, query: string] {
  const mark = url.indexOf("?")
  if (mark < 0) return [url.slice("/proxy".length), ""]
  return [url.slice("/proxy".length, mark), url.slice(mark + 1)]
}

async function write(
  deps: StorefrontDeps,
  caller: Caller,
  path: string,
  req: IncomingMessage,
  res: ServerResponse,
): Promise<void> {
  const answerTo = writeAt(path)
  if (!answerTo) return replyError(res, "not-found")
  if (req.method !== "POST") return replyError(res, "method-not-allowed")
  if (!isFromShop(req)) return replyError(res, "wrong-content-type")
  const body = parse(await readBody(req, mostBytes))
  if (body === undefined) return replyError(res, "bad-request", "The body is not JSON.")
  const answer = await answerTo(deps, caller, body)
  if ("error" in answer) replyError(res, answer.error, answer.detail)
  else reply(res, answer.status, answer.body)
}

type Write = (deps: StorefrontDeps, caller: Caller, body: unknown) => Promise<Answer>

function writeAt(path: string): Write | null {
  if (path === "/v1/redemptions") return redeem
  if (path === "/v1/claims") return claim
  if (path === "/v1/claims/confirm") return confirm
  const returned = /^\/v1\/redemptions\/([^/]{1,64})\/return$/.exec(path)
  return returned ? (deps, caller) => handBack(deps, caller, returned[1]!) : null
}

function parse(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString("utf8"))
  } catch {
    return undefined
  }
}

function replyFailure(deps: StorefrontDeps, res: ServerResponse, error: unknown): void {
  if (res.headersSent) {
    res.destroy()
    return
  }
  const expected = error instanceof TooLarge || error instanceof Overloaded
  if (!expected) deps.onFailure(error)
  replyError(res, codeOf(error))
}

function codeOf(error: unknown): ErrorCode {
  if (error instanceof TooLarge) return "too-large"
  const passes = error instanceof Overloaded || error instanceof PlatformError || isOutage(error)
  return passes ? "unavailable" : "internal"
}
