import express, { type Express, type Request, type Response } from "express"
import type { SandboxContext } from "#web/sandbox/context.ts"
import { shopOfRequest } from "#web/sandbox/shop-of-request.ts"
import type { Token } from "#web/sandbox/state/model.ts"
import { isIdToken } from "./id-token.ts"
import { issueToken, refreshToken } from "./tokens.ts"

const exchangeGrant = "urn:ietf:params:oauth:grant-type:token-exchange"
const idTokenKind = "urn:ietf:params:oauth:token-type:id_token"
const offlineKind = "urn:shopify:params:oauth:token-type:offline-access-token"

/**
 * POST /admin/oauth/access_token: token exchange and refresh, the two grants of an embedded app.
 */
export function mountOAuth(app: Express, context: SandboxContext): void {
  const parsers = [express.json(), express.urlencoded({ extended: false })]
  app.post("/admin/oauth/access_token", parsers, async (request: Request, response: Response) => {
    const shop = shopOfRequest(context, request, response)
    if (!shop) return
    const body = (request.body ?? {}) as Record<string, unknown>
    const outcome = await grant(shop, body)
    if ("error" in outcome) response.status(400).json(outcome)
    else response.json(tokenAnswer(shop, outcome))
  })
}

type Refusal = { error: string; error_description: string }

async function grant(
  context: SandboxContext,
  body: Record<string, unknown>,
): Promise<Token | Refusal> {
  const { app } = context
  if (body.client_id !== app.apiKey || body.client_secret !== app.apiSecret) {
    return refusal("invalid_client", "The client id or secret is not the app's.")
  }
  if (!context.shop().installation) {
    return refusal("app_not_installed", "The app is not installed on this shop.")
  }
  if (body.grant_type === "refresh_token") {
    const token = refreshToken(context, String(body.refresh_token ?? ""))
    return token ?? refusal("invalid_grant", "The refresh token is expired, revoked or unknown.")
  }
  if (body.grant_type !== exchangeGrant) {
    return refusal("unsupported_grant_type", "Token exchange and refresh_token are served.")
  }
  if (body.subject_token_type !== idTokenKind) {
    return refusal("invalid_request", `subject_token_type must be ${idTokenKind}`)
  }
  if (body.requested_token_type !== offlineKind || String(body.expiring) !== "1") {
    return refusal("invalid_request", "The sandbox gives expiring offline tokens only.")
  }
  if (!(await isIdToken(context, String(body.subject_token ?? "")))) {
    return refusal("invalid_subject_token", "The ID token is not valid for this app and shop.")
  }
  return issueToken(context, null)
}

function tokenAnswer(context: SandboxContext, token: Token) {
  const now = context.clock.now().getTime()
  const secondsTo = (iso: string) => Math.round((Date.parse(iso) - now) / 1000)
  return {
    access_token: token.id,
    scope: token.scopes.join(","),
    expires_in: secondsTo(token.expiresAt),
    refresh_token: token.refreshToken,
    refresh_token_expires_in: secondsTo(token.refreshExpiresAt),
  }
}

function refusal(error: string, description: string): Refusal {
  return { error, error_description: description }
}
