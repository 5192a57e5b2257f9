import type { Request, Router } from "express"
import { z } from "zod"
import {
  createCustomer,
  deleteCustomer,
  disableCustomer,
  enableCustomer,
  updateCustomer,
} from "#web/sandbox/commerce/customers.ts"
import type { SandboxContext } from "#web/sandbox/context.ts"
import { dataRequestPayload, redactPayload } from "#web/sandbox/payloads/compliance.ts"
import type { Customer } from "#web/sandbox/state/model.ts"
import { controlRoute, nothing, pathId } from "./control-route.ts"

const details = z.object({
  email: z.email().nullable().optional(),
  phone: z.string().nullable().optional(),
  firstName: z.string().nullable().optional(),
  lastName: z.string().nullable().optional(),
  tags: z.array(z.string()).optional(),
  note: z.string().nullable().optional(),
  locale: z.string().optional(),
  acceptsMarketing: z.boolean().optional(),
})

const newCustomer = details.extend({
  /** Also signs in for the first time, which sends customers/enable and customers/update. */
  enabled: z.boolean().default(false),
})

export function customerRoutes(router: Router, context: SandboxContext): void {
  router.get(
    "/customers",
    controlRoute(context, nothing, (shop, _body, request) => ({
      customers: listed(shop, request),
      count: shop.store.customers.count(),
    })),
  )
  router.post(
    "/customers",
    controlRoute(context, newCustomer, (shop, { enabled, ...body }) => {
      const made = createCustomer(shop, defined(body))
      if (!made.ok) return made
      return { customer: enabled ? enableCustomer(shop, made.customer) : made.customer }
    }),
  )
  router.post(
    "/customers/:id",
    controlRoute(context, details, (shop, body, request) => {
      const customer = shop.store.customers.get(pathId(request))
      if (!customer) return null
      const changed = updateCustomer(shop, customer, defined(body))
      return changed.ok ? { customer: changed.customer } : changed
    }),
  )
  const forCustomer = (work: (shop: SandboxContext, customer: Customer) => unknown) =>
    controlRoute(context, nothing, (shop, _body, request) => {
      const customer = shop.store.customers.get(pathId(request))
      return customer && work(shop, customer)
    })
  router.get(
    "/customers/:id",
    forCustomer((_shop, customer) => ({ customer })),
  )
  router.post(
    "/customers/:id/enable",
    forCustomer((shop, customer) => ({ customer: enableCustomer(shop, customer) })),
  )
  router.post(
    "/customers/:id/disable",
    forCustomer((shop, customer) => ({ customer: disableCustomer(shop, customer) })),
  )
  router.post("/customers/:id/delete", forCustomer(remove))
  router.post("/customers/:id/data-request", forCustomer(requestData))
  router.post("/customers/:id/redact", forCustomer(redact))
}

function remove(shop: SandboxContext, customer: Customer) {
  return deleteCustomer(shop, customer) ? { ok: true } : { ok: false, reason: "has-orders" }
}

function requestData(shop: SandboxContext, customer: Customer) {
  const orderIds = orderIdsOf(shop, customer)
  const payload = dataRequestPayload(shop.shop(), customer, orderIds, shop.root.nextId())
  shop.send("customers/data_request", payload)
  return { ok: true }
}

function redact(shop: SandboxContext, customer: Customer) {
  const payload = redactPayload(shop.shop(), customer, orderIdsOf(shop, customer))
  shop.send("customers/redact", payload)
  return { ok: true }
}

function listed(shop: SandboxContext, request: Request): Customer[] {
  const { email } = request.query
  if (typeof email === "string") return shop.store.customers.find("email", email.toLowerCase())
  const limit = Math.min(Number(request.query.limit) || 50, 1000)
  return shop.store.customers.page({ reverse: true, limit })
}

function orderIdsOf(shop: SandboxContext, customer: Customer): string[] {
  return shop.store.orders.find("customerId", customer.id).map((order) => order.id)
}

/** Without the keys that were not sent. */
function defined<T extends object>(body: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const sent = Object.entries(body).filter(([, value]) => value !== undefined)
  return Object.fromEntries(sent) as { [K in keyof T]?: Exclude<T[K], undefined> }
}
