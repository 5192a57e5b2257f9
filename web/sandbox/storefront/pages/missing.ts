import type { Request, Response } from "express"
import { phrase } from "#web/sandbox/storefront/liquid/translate.ts"
import { localeOf } from "#web/sandbox/storefront/locale.ts"
import { sendPage } from "#web/sandbox/storefront/send-page.ts"
import type { Storefront } from "#web/sandbox/storefront/storefront.ts"

/** The theme's page for an address that leads nowhere. */
export async function sendMissing(
  storefront: Storefront,
  request: Request,
  response: Response,
): Promise<void> {
  const title = phrase(storefront.theme.languageOf(localeOf(response)), "missing.title")
  const page = { template: "404", pageType: "404", title, status: 404 }
  await sendPage(storefront, request, response, page)
}
