import type { Express } from "express"
import type { SandboxContext } from "#web/sandbox/context.ts"
import { mountCartApi } from "./ajax/cart-api.ts"
import { mountAssets } from "./assets.ts"
import { mountCheckout } from "./checkout/mount-checkout.ts"
import { mountFailures } from "./failures.ts"
import { mountLocale } from "./locale.ts"
import { mountAccount } from "./pages/account.ts"
import { mountCartPage } from "./pages/cart-page.ts"
import { mountCatalogue } from "./pages/catalogue.ts"
import { mountContentPages } from "./pages/content-pages.ts"
import { mountSignIn } from "./pages/sign-in-pages.ts"
import { sendPage } from "./send-page.ts"
import { customerOf } from "./session.ts"
import { EXTENSION_FOLDER, openStorefront } from "./storefront.ts"

/** The shop as shoppers see it; `extensionFolder` is the theme app extension it renders. */
export function mountStorefront(
  app: Express,
  context: SandboxContext,
  extensionFolder: string = EXTENSION_FOLDER,
): void {
  const storefront = openStorefront(context, extensionFolder)
  context.hooks.customerOf = (request) => customerOf(context, request)
  context.hooks.sendLiquid = (request, response, liquid) => {
    const title = context.shop().name
    const page = { template: { liquid }, pageType: "page", title }
    return sendPage(storefront, request, response, page)
  }
  mountLocale(app)
  mountAssets(app, storefront, extensionFolder)
  mountCartApi(app, storefront)
  mountCatalogue(app, storefront)
  mountContentPages(app, storefront)
  mountCartPage(app, storefront)
  mountSignIn(app, storefront)
  mountAccount(app, storefront)
  mountCheckout(app, storefront)
  mountFailures(app, storefront)
}
