import { randomInt } from "node:crypto"
import { secondsIso } from "#web/sandbox/clock.ts"
import { createCustomer, enableCustomer } from "#web/sandbox/commerce/customers.ts"
import type { SandboxContext } from "#web/sandbox/context.ts"
import type { Customer, Session } from "#web/sandbox/state/model.ts"
import { type Language, phrase } from "./liquid/translate.ts"
import { saveSession } from "./session.ts"

const CODE_MINUTES = 15
const MOST_ATTEMPTS = 5

/** An address that mail could reach; not more is asked of it. */
export function isEmail(text: string): boolean {
  return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text) && text.length <= 254
}

/** Mails a one-time code of six digits to the address and remembers it in the session. */
export function startSignIn(
  context: SandboxContext,
  session: Session,
  email: string,
  language: Language,
): Session {
  const code = String(randomInt(1_000_000)).padStart(6, "0")
  const now = context.clock.now()
  const expiresAt = secondsIso(new Date(now.getTime() + CODE_MINUTES * 60_000))
  const shop = context.shop()
  context.root.mails.put({
    id: context.root.nextId(),
    from: `${shop.name} <${shop.email}>`,
    to: [email],
    subject: phrase(language, "login.mail_subject", { code, shop: shop.name }),
    text: phrase(language, "login.mail_text", { code, minutes: CODE_MINUTES, shop: shop.name }),
    html: null,
    headers: [{ name: "content-language", value: language.locale }],
    receivedAt: now.toISOString(),
  })
  return saveSession(context, session, { signIn: { email, code, expiresAt, attempts: 0 } })
}

export type SignInResult =
  | { ok: true; customer: Customer }
  | { ok: false; reason: "wrong-code" | "expired" }

/**
 * Checks the code. Whoever owns the address is signed in, made a customer if they were none, and at
 * their first sign-in their account is enabled. Five wrong codes end the attempt.
 */
export function confirmSignIn(
  context: SandboxContext,
  session: Session,
  typed: string,
  language: Language,
): SignInResult {
  const { signIn } = session
  const past = !signIn || Date.parse(signIn.expiresAt) <= context.clock.now().getTime()
  if (past || signIn.attempts >= MOST_ATTEMPTS) return { ok: false, reason: "expired" }
  if (typed !== signIn.code) {
    saveSession(context, session, { signIn: { ...signIn, attempts: signIn.attempts + 1 } })
    return { ok: false, reason: "wrong-code" }
  }
  return context.root.transaction(() => {
    const customer = enableCustomer(context, customerOfEmail(context, signIn.email, language))
    return { ok: true, customer }
  })
}

function customerOfEmail(context: SandboxContext, email: string, language: Language): Customer {
  const known = context.store.customers.findOne("email", email.toLowerCase())
  if (known) return known
  const created = createCustomer(context, { email, locale: language.locale })
  if (!created.ok) throw new Error(`no customer could be made for ${email}: ${created.reason}`)
  return created.customer
}
