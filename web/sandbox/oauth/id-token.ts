import { randomUUID } from "node:crypto"
import { jwtVerify, SignJWT } from "jose"
import type { SandboxContext } from "#web/sandbox/context.ts"

/** Seconds an ID token lives, and how far two clocks may be apart. */
const lifetime = 60
const tolerance = 10

/** An ID token as the admin gives it to the framed app: HS256, signed with the app's secret. */
export async function mintIdToken(context: SandboxContext, userId = "1"): Promise<string> {
  const now = Math.floor(context.clock.now().getTime() / 1000)
  return await new SignJWT({ dest: `https://${context.domain}`, sid: randomUUID() })
    .setProtectedHeader({ alg: "HS256", typ: "JWT" })
    .setIssuer(`https://${context.domain}/admin`)
    .setAudience(context.app.apiKey)
    .setSubject(userId)
    .setIssuedAt(now)
    .setNotBefore(now)
    .setExpirationTime(now + lifetime)
    .setJti(randomUUID())
    .sign(keyOf(context))
}

/** Whether the token is one of this shop's for this app, and still alive. */
export async function isIdToken(context: SandboxContext, token: string): Promise<boolean> {
  try {
    const { payload } = await jwtVerify(token, keyOf(context), {
      algorithms: ["HS256"],
      audience: context.app.apiKey,
      issuer: `https://${context.domain}/admin`,
      requiredClaims: ["exp", "nbf", "sub", "dest"],
      clockTolerance: tolerance,
      currentDate: context.clock.now(),
    })
    return payload.dest === `https://${context.domain}`
  } catch {
    return false
  }
}

function keyOf(context: SandboxContext): Uint8Array {
  return new TextEncoder().encode(context.app.apiSecret)
}
