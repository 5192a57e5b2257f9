import type { Express, Request, Response } from "express"
import { field, formBody, formOf } from "#web/sandbox/storefront/form.ts"
import { phrase } from "#web/sandbox/storefront/liquid/translate.ts"
import { localAddress } from "#web/sandbox/storefront/local-address.ts"
import { localeOf, localPath } from "#web/sandbox/storefront/locale.ts"
import { sendPage } from "#web/sandbox/storefront/send-page.ts"
import {
  beginSession,
  customerOf,
  ensureSession,
  sessionOf,
} from "#web/sandbox/storefront/session.ts"
import { confirmSignIn, isEmail, startSignIn } from "#web/sandbox/storefront/sign-in.ts"
import type { Storefront } from "#web/sandbox/storefront/storefront.ts"

/** Signing in and registering are the same: an email, then the code that was mailed to it. */
export function mountSignIn(app: Express, storefront: Storefront): void {
  const { context, theme } = storefront
  const say = (response: Response, key: string) => phrase(theme.languageOf(localeOf(response)), key)
  const home = (response: Response) => localPath(localeOf(response), "/account")

  app.get(["/account/login", "/account/register"], async (request, response) => {
    const target = localAddress(request.query.return_url, home(response))
    if (customerOf(context, request)) return response.redirect(303, target)
    return sendEmailForm(storefront, request, response, { return_url: target })
  })

  app.post(["/account/login", "/account/register"], formBody, async (request, response) => {
    const form = formOf(request)
    const email = field(form, "email")
    const return_url = localAddress(form.get("return_url"), home(response))
    if (!isEmail(email)) {
      const error = say(response, "login.bad_email")
      return sendEmailForm(storefront, request, response, { return_url, email, error })
    }
    const session = ensureSession(context, request, response)
    startSignIn(context, session, email, theme.languageOf(localeOf(response)))
    return response.redirect(303, codeAddress(response, return_url))
  })

  app.get("/account/login/code", async (request, response) => {
    const return_url = localAddress(request.query.return_url, home(response))
    return sendCodeForm(storefront, request, response, { return_url })
  })

  app.post("/account/login/code", formBody, async (request, response) => {
    const form = formOf(request)
    const return_url = localAddress(form.get("return_url"), home(response))
    const session = sessionOf(context, request)
    if (!session) return response.redirect(303, localPath(localeOf(response), "/account/login"))
    const language = theme.languageOf(localeOf(response))
    const result = confirmSignIn(context, session, field(form, "code"), language)
    if (!result.ok) {
      const error = say(
        response,
        result.reason === "expired" ? "login.expired" : "login.wrong_code",
      )
      return sendCodeForm(storefront, request, response, { return_url, error })
    }
    // A new cookie, so that one planted before the sign-in is worth nothing.
    context.store.sessions.delete(session.id)
    beginSession(context, response, { cartId: session.cartId, customerId: result.customer.id })
    return response.redirect(303, return_url)
  })

  app.get("/account/logout", (request, response) => {
    const session = sessionOf(context, request)
    if (session) {
      context.store.sessions.delete(session.id)
      beginSession(context, response, { cartId: session.cartId })
    }
    return response.redirect(303, localPath(localeOf(response), "/"))
  })
}

function codeAddress(response: Response, returnUrl: string): string {
  const path = localPath(localeOf(response), "/account/login/code")
  return `${path}?return_url=${encodeURIComponent(returnUrl)}`
}

async function sendEmailForm(
  storefront: Storefront,
  request: Request,
  response: Response,
  objects: Record<string, unknown>,
): Promise<void> {
  const title = phrase(storefront.theme.languageOf(localeOf(response)), "login.title")
  const status = objects.error ? 422 : 200
  const page = { template: "login", pageType: "customers/login", title, objects, status }
  await sendPage(storefront, request, response, page)
}

async function sendCodeForm(
  storefront: Storefront,
  request: Request,
  response: Response,
  objects: Record<string, unknown>,
): Promise<void> {
  const signIn = sessionOf(storefront.context, request)?.signIn
  if (!signIn) return response.redirect(303, localPath(localeOf(response), "/account/login"))
  const title = phrase(storefront.theme.languageOf(localeOf(response)), "login.code_title")
  await sendPage(storefront, request, response, {
    template: "login-code",
    pageType: "customers/login",
    title,
    objects: { email: signIn.email, code: signIn.code, ...objects },
    status: objects.error ? 422 : 200,
  })
}
