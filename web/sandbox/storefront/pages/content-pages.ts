import type { Express } from "express"
import { phrase, translate } from "#web/sandbox/storefront/liquid/translate.ts"
import { localeOf } from "#web/sandbox/storefront/locale.ts"
import { sendPage } from "#web/sandbox/storefront/send-page.ts"
import type { Storefront } from "#web/sandbox/storefront/storefront.ts"
import { sendMissing } from "./missing.ts"

/** The shop's written pages: one, for rewards, with a place for app blocks. */
export function mountContentPages(app: Express, storefront: Storefront): void {
  app.get("/pages/:handle", async (request, response) => {
    const { handle } = request.params
    if (handle !== "rewards") return sendMissing(storefront, request, response)
    const language = storefront.theme.languageOf(localeOf(response))
    const title = phrase(language, "pages.rewards")
    const page = { handle, title, content: translate(language, "pages.rewards_text", {}) }
    await sendPage(storefront, request, response, {
      template: "page",
      pageType: "page",
      title,
      objects: { page },
      blocks: "page",
    })
  })
}
