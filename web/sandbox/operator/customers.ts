import type { Express } from "express"
import { changeTags, createCustomer, deleteCustomer } from "#web/sandbox/commerce/customers.ts"
import type { SandboxContext } from "#web/sandbox/context.ts"
import { field, formBody, formOf } from "#web/sandbox/storefront/form.ts"
import { isEmail } from "#web/sandbox/storefront/sign-in.ts"
import { sendCustomer, sendCustomers } from "./customers-pages.ts"
import { sendDone, sendFailed } from "./notices.ts"

/** The customers: who they are, their tags, and making and deleting them. */
export function mountCustomers(app: Express, context: SandboxContext): void {
  const { customers } = context.store

  app.get("/admin/customers", (request, response) => sendCustomers(context, request, response))

  app.post("/admin/customers", formBody, (request, response) => {
    const form = formOf(request)
    const email = field(form, "email")
    if (!isEmail(email)) return sendFailed(response, "/admin/customers", "bad-email")
    const created = createCustomer(context, {
      email,
      firstName: field(form, "first_name") || null,
      lastName: field(form, "last_name") || null,
      tags: tagsFrom(field(form, "tags")),
    })
    if (!created.ok) return sendFailed(response, "/admin/customers", created.reason)
    return sendDone(response, `/admin/customers/${created.customer.id}`, "customer-created")
  })

  app.get("/admin/customers/:id", (request, response) => {
    const customer = customers.get(request.params.id)
    if (!customer) return response.redirect(303, "/admin/customers")
    return sendCustomer(context, request, response, customer)
  })

  app.post("/admin/customers/:id/tags", formBody, (request, response) => {
    const customer = customers.get(String(request.params.id))
    if (!customer) return response.redirect(303, "/admin/customers")
    const wanted = tagsFrom(field(formOf(request), "tags"))
    const added = wanted.filter((tag) => !customer.tags.includes(tag))
    const removed = customer.tags.filter((tag) => !wanted.includes(tag))
    const grown = changeTags(context, customer, "add", added)
    changeTags(context, grown, "remove", removed)
    return sendDone(response, `/admin/customers/${customer.id}`, "tags-saved")
  })

  app.post("/admin/customers/:id/delete", (request, response) => {
    const customer = customers.get(request.params.id)
    if (!customer) return response.redirect(303, "/admin/customers")
    const path = `/admin/customers/${customer.id}`
    if (!deleteCustomer(context, customer)) return sendFailed(response, path, "has-orders")
    return sendDone(response, "/admin/customers", "customer-deleted")
  })
}

const tagsFrom = (text: string): string[] => [
  ...new Set(
    text
      .split(",")
      .map((tag) => tag.trim())
      .filter(Boolean),
  ),
]
