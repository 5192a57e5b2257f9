import { randomBytes } from "node:crypto"
import type { Request, Response } from "express"
import { secondsIso } from "#web/sandbox/clock.ts"
import type { SandboxContext } from "#web/sandbox/context.ts"
import type { Customer, Session } from "#web/sandbox/state/model.ts"

const COOKIE = "storefront_session"

/** The visitor's session as its cookie names it; null for a new visitor. */
export function sessionOf(context: SandboxContext, request: Request): Session | null {
  const pairs = (request.headers.cookie ?? "").split(";").map((pair) => pair.trim().split("="))
  const id = pairs.find(([name]) => name === COOKIE)?.[1]
  return id ? context.store.sessions.get(id) : null
}

/** The visitor's session, begun with a cookie if there is none. */
export function ensureSession(
  context: SandboxContext,
  request: Request,
  response: Response,
): Session {
  return sessionOf(context, request) ?? beginSession(context, response, {})
}

/** A new session under a new cookie, as after signing in or out. */
export function beginSession(
  context: SandboxContext,
  response: Response,
  kept: Pick<Partial<Session>, "cartId" | "customerId">,
): Session {
  const at = secondsIso(context.clock.now())
  const id = randomBytes(24).toString("hex")
  // Lax: other sites can link to the shop, but not post in the shopper's name.
  response.cookie(COOKIE, id, {
    httpOnly: true,
    sameSite: "lax",
    path: "/",
    maxAge: 31_536_000_000,
  })
  const session = { id, customerId: null, cartId: null, ...kept, signIn: null }
  return context.store.sessions.put({ ...session, createdAt: at, updatedAt: at })
}

/** Changes a session. */
export function saveSession(
  context: SandboxContext,
  session: Session,
  changes: Partial<Session>,
): Session {
  const updatedAt = secondsIso(context.clock.now())
  return context.store.sessions.put({ ...session, ...changes, updatedAt })
}

/** Who is signed in with this request's cookie. */
export function customerOf(context: SandboxContext, request: Request): Customer | null {
  const session = sessionOf(context, request)
  return session?.customerId ? context.store.customers.get(session.customerId) : null
}
