import type { Express } from "express"
import { updateCustomer } from "#web/sandbox/commerce/customers.ts"
import { field, formBody, formOf } from "#web/sandbox/storefront/form.ts"
import { phrase } from "#web/sandbox/storefront/liquid/translate.ts"
import { localeOf, localPath } from "#web/sandbox/storefront/locale.ts"
import { orderObject } from "#web/sandbox/storefront/objects/order-object.ts"
import { sendPage } from "#web/sandbox/storefront/send-page.ts"
import { customerOf } from "#web/sandbox/storefront/session.ts"
import type { Storefront } from "#web/sandbox/storefront/storefront.ts"
import { sendMissing } from "./missing.ts"

/** The shopper's own pages: orders and name. */
export function mountAccount(app: Express, storefront: Storefront): void {
  const { context, theme } = storefront

  app.get("/account", async (request, response) => {
    const locale = localeOf(response)
    if (!customerOf(context, request)) {
      return response.redirect(303, localPath(locale, "/account/login"))
    }
    return sendPage(storefront, request, response, {
      template: "account",
      pageType: "customers/account",
      title: phrase(theme.languageOf(locale), "account.hello"),
      objects: { saved: request.query.saved === "1" },
    })
  })

  app.post("/account", formBody, (request, response) => {
    const customer = customerOf(context, request)
    const form = formOf(request)
    if (customer) {
      const name = (part: string) => field(form, part).slice(0, 80) || null
      const firstName = name("first_name")
      const lastName = name("last_name")
      if (firstName !== customer.firstName || lastName !== customer.lastName) {
        updateCustomer(context, customer, { firstName, lastName })
      }
    }
    return response.redirect(303, localPath(localeOf(response), "/account?saved=1"))
  })

  app.get("/account/orders/:token", async (request, response) => {
    const locale = localeOf(response)
    const customer = customerOf(context, request)
    const order = context.store.orders.findOne("token", request.params.token)
    if (!order || !customer || order.customerId !== customer.id) {
      return sendMissing(storefront, request, response)
    }
    const language = theme.languageOf(locale)
    return sendPage(storefront, request, response, {
      template: "order",
      pageType: "customers/order",
      title: phrase(language, "account.order_title", { name: order.name }),
      objects: { order: orderObject(order, locale, language) },
    })
  })
}
