import { randomUUID } from "node:crypto"
import { SignJWT } from "jose"
import { askForCodes } from "./flows/ask-for-codes.ts"
import { publishProgram } from "./flows/publish-program.ts"
import { installShop } from "./http/admin/install.ts"
import type { App } from "./open-app.ts"

const domain = "regulars-demo.myshopify.com"

/**
 * Installs the app in the sandbox's demo shop the way a merchant's browser does, with an ID token of its admin, and
 * publishes the starter programme, so that there is something to see at once. A shop that is there stays as it is.
 */
export async function installDemoShop(app: App): Promise<void> {
  if (await app.shops.find(domain)) return
  const idToken = await idTokenOf(app)
  const { brandId, isNew } = await installShop(app, idToken, domain)
  if (!isNew) return
  const deps = { ...app, onProgramPublished: (id: number) => askForCodes(app.db, id) }
  await publishProgram(deps, { brandId, actor: "demo" }, 0)
}

function idTokenOf({ app, secrets, now }: App): Promise<string> {
  const seconds = Math.floor(now().getTime() / 1000)
  return new SignJWT({ dest: `https://${domain}`, sid: randomUUID() })
    .setProtectedHeader({ alg: "HS256", typ: "JWT" })
    .setIssuer(`https://${domain}/admin`)
    .setAudience(app.apiKey)
    .setSubject("1")
    .setIssuedAt(seconds)
    .setNotBefore(seconds)
    .setExpirationTime(seconds + 60)
    .setJti(randomUUID())
    .sign(new TextEncoder().encode(secrets[0]))
}
