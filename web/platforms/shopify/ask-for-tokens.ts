import { PlatformError } from "#web/platforms/platform.ts"
import type { ShopifyApp } from "./api.ts"
import { UnreadableError } from "./parse-body.ts"
import { Reader } from "./reader.ts"
import type { Tokens } from "./tokens.ts"

/**
 * Asks a shop for expiring offline tokens by some grant. Throws PlatformError "grant-refused" when what we offered is
 * no longer worth anything: an old ID token, a revoked refresh token, an app that was taken off.
 */
export async function askForTokens(
  { app, now }: { app: ShopifyApp; now: () => Date },
  shopDomain: string,
  grant: Record<string, string>,
): Promise<Tokens> {
  const askedAt = now()
  const { status, body } = await app.post({
    shopDomain,
    path: "/admin/oauth/access_token",
    body: { client_id: app.apiKey, client_secret: app.apiSecret, ...grant },
  })
  if (status === 429 || status >= 500)
    throw new PlatformError("platform-failed", { retryable: true })
  if (status === 403) throw new PlatformError("forbidden", { retryable: false })
  if (status !== 200) {
    throw new PlatformError("grant-refused", {
      retryable: false,
      cause: new Error(describe(status, body)),
    })
  }
  try {
    return readTokens(Reader.of(body), askedAt)
  } catch (error) {
    if (!(error instanceof UnreadableError)) throw error
    throw new PlatformError("unreadable-answer", { retryable: true, cause: error })
  }
}

function readTokens(answer: Reader, askedAt: Date): Tokens {
  return {
    accessToken: answer.text("access_token"),
    expiresAt: after(askedAt, answer.raw("expires_in")),
    refreshToken: answer.optionalText("refresh_token"),
    refreshExpiresAt: after(askedAt, answer.raw("refresh_token_expires_in")),
    scopes: answer.optionalText("scope") ?? "",
  }
}

function after(from: Date, seconds: unknown): Date | null {
  return typeof seconds === "number" && seconds > 0
    ? new Date(from.getTime() + seconds * 1000)
    : null
}

/** Shopify's error code, never its whole answer: that could carry a token. */
function describe(status: number, body: unknown): string {
  const code =
    typeof body === "object" && body !== null && "error" in body ? body.error : "no error code"
  return `status ${status}: ${String(code).slice(0, 100)}`
}
