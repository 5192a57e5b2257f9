import { randomUUID } from "node:crypto"
import { SignJWT } from "jose"
import { publishProgram } from "./flows/publish-program.ts"
import { installShop } from "./http/admin/install.ts"
import type { App } from "./open-app.ts"
import { refillBrand } from "./open-web.ts"

const domain = "regulars-demo.myshopify.com"

/**
 * Installs the app in the sandbox's demo shop the way a merchant's browser does, with an ID token of its admin, and
 * publishes the starter programme, so that there is something to see at once. A shop that is there stays as it is.
 */
export async function installDemoShop(services: App): Promise<void> {
  if (await services.shops.find(domain)) return
  const idToken = await idTokenOf(services)
  const { brandId, isNew } = await installShop(services, idToken, domain)
  if (!isNew) return
  const deps = { ...services, onProgramPublished: (id: number) => refillBrand(services, id) }
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
