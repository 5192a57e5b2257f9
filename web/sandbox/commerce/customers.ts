import { laterThan, secondsIso } from "#web/sandbox/clock.ts"
import type { SandboxContext } from "#web/sandbox/context.ts"
import { customerDeletedPayload, customerPayload } from "#web/sandbox/payloads/customer.ts"
import { tagsPayload } from "#web/sandbox/payloads/customer-tags.ts"
import type { Customer } from "#web/sandbox/state/model.ts"

export type CustomerDetails = Partial<
  Pick<
    Customer,
    | "email"
    | "phone"
    | "firstName"
    | "lastName"
    | "tags"
    | "note"
    | "locale"
    | "acceptsMarketing"
    | "defaultAddress"
    | "state"
  >
>

export type CustomerRefusal = "email-taken" | "phone-taken"

/** Creates a customer and tells the app (customers/create). The account is not enabled by this. */
export function createCustomer(
  context: SandboxContext,
  details: CustomerDetails,
): { ok: true; customer: Customer } | { ok: false; reason: CustomerRefusal } {
  const taken = takenBy(context, details, null)
  if (taken) return { ok: false, reason: taken }
  const at = secondsIso(context.clock.now())
  const customer = context.store.customers.put({
    id: context.root.nextId(),
    email: null,
    phone: null,
    firstName: null,
    lastName: null,
    state: "disabled",
    tags: [],
    note: null,
    acceptsMarketing: false,
    locale: context.shop().locale,
    defaultAddress: null,
    ...details,
    verifiedEmail: true,
    createdAt: at,
    updatedAt: at,
  })
  context.send("customers/create", customerPayload(context.shop(), customer))
  return { ok: true, customer }
}

/** Changes a customer and tells the app (customers/update). */
export function updateCustomer(
  context: SandboxContext,
  customer: Customer,
  changes: CustomerDetails,
): { ok: true; customer: Customer } | { ok: false; reason: CustomerRefusal } {
  const taken = takenBy(context, changes, customer.id)
  if (taken) return { ok: false, reason: taken }
  const changed = saveCustomer(context, customer, changes)
  context.send("customers/update", customerPayload(context.shop(), changed))
  return { ok: true, customer: changed }
}

/**
 * The first sign-in to customer accounts: customers/enable and customers/update. Later ones do
 * nothing.
 */
export function enableCustomer(context: SandboxContext, customer: Customer): Customer {
  if (customer.state === "enabled") return customer
  const enabled = saveCustomer(context, customer, { state: "enabled" })
  const payload = customerPayload(context.shop(), enabled)
  const eventId = crypto.randomUUID()
  context.send("customers/enable", payload, eventId)
  context.send("customers/update", payload, eventId)
  return enabled
}

/** The merchant disables an account: customers/disable and customers/update. */
export function disableCustomer(context: SandboxContext, customer: Customer): Customer {
  if (customer.state === "disabled") return customer
  const disabled = saveCustomer(context, customer, { state: "disabled" })
  const payload = customerPayload(context.shop(), disabled)
  const eventId = crypto.randomUUID()
  context.send("customers/disable", payload, eventId)
  context.send("customers/update", payload, eventId)
  return disabled
}

/** Deletes a customer without orders; Shopify refuses to delete those who have any. */
export function deleteCustomer(context: SandboxContext, customer: Customer): boolean {
  if (context.store.orders.findOne("customerId", customer.id)) return false
  context.store.customers.delete(customer.id)
  context.send("customers/delete", customerDeletedPayload(customer))
  return true
}

/** Adds or removes tags: customers/update, and customer.tags_added or customer.tags_removed. */
export function changeTags(
  context: SandboxContext,
  customer: Customer,
  change: "add" | "remove",
  tags: string[],
): Customer {
  const has = (tag: string) => customer.tags.some((own) => own.toLowerCase() === tag.toLowerCase())
  const changed = tags.filter((tag) => has(tag) === (change === "remove"))
  if (changed.length === 0) return customer
  const gone = new Set(changed.map((tag) => tag.toLowerCase()))
  const kept = customer.tags.filter((tag) => !gone.has(tag.toLowerCase()))
  const saved = saveCustomer(context, customer, {
    tags: change === "add" ? [...customer.tags, ...changed] : kept,
  })
  const eventId = crypto.randomUUID()
  const topic = change === "add" ? "customer.tags_added" : "customer.tags_removed"
  context.send(topic, tagsPayload(customer, changed, context.clock.now()), eventId)
  context.send("customers/update", customerPayload(context.shop(), saved), eventId)
  return saved
}

function saveCustomer(context: SandboxContext, customer: Customer, changes: CustomerDetails) {
  const updatedAt = laterThan(customer.updatedAt, context.clock.now())
  return context.store.customers.put({ ...customer, ...changes, updatedAt })
}

function takenBy(
  context: SandboxContext,
  details: CustomerDetails,
  ownId: string | null,
): CustomerRefusal | null {
  const { customers } = context.store
  const byEmail = details.email && customers.findOne("email", details.email.toLowerCase())
  if (byEmail && byEmail.id !== ownId) return "email-taken"
  const byPhone = details.phone && customers.findOne("phone", details.phone)
  if (byPhone && byPhone.id !== ownId) return "phone-taken"
  return null
}
