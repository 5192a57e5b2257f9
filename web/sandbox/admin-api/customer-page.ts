import type { SandboxContext } from "#web/sandbox/context.ts"
import type { Customer } from "#web/sandbox/state/model.ts"
import { type Args, notOffered } from "./admin-request.ts"
import { storedConnection } from "./connection.ts"
import { customerObject } from "./objects/customer.ts"
import { type Filters, matcher, readSearch, timeRange } from "./search-query.ts"

const filters: Filters<Customer> = {
  updated_at: { time: (customer) => customer.updatedAt },
  customer_date: { time: (customer) => customer.createdAt },
  id: { text: (customer) => [customer.id] },
  email: { text: (customer) => [customer.email] },
  phone: { text: (customer) => [customer.phone] },
  first_name: { text: (customer) => [customer.firstName] },
  last_name: { text: (customer) => [customer.lastName] },
  state: { text: (customer) => [customer.state] },
  tag: { text: (customer) => customer.tags },
}

const sortKeys: Record<string, { orderBy: string | null; keyOf: (one: Customer) => string }> = {
  ID: { orderBy: null, keyOf: (customer) => customer.id },
  RELEVANCE: { orderBy: null, keyOf: (customer) => customer.id },
  CREATED_AT: { orderBy: "createdAt", keyOf: (customer) => customer.createdAt },
  UPDATED_AT: { orderBy: "updatedAt", keyOf: (customer) => customer.updatedAt },
}

/** `customers` of the shop. */
export function customerPage(shop: SandboxContext, args: Args) {
  const sort = sortKeys[args.sortKey ?? "ID"]
  if (!sort) throw notOffered(`Sorting customers by ${args.sortKey}`)
  const terms = readSearch(args.query)
  const email = terms.find((term) => term.field === "email" && !term.value.includes("*"))
  const range = timeRange(terms, "updated_at")
  const words = (customer: Customer) => [customer.email, customer.firstName, customer.lastName]
  return storedConnection(
    shop.store.customers,
    args,
    {
      ...sort,
      ...(email ? { where: { key: "email", value: email.value.toLowerCase() } } : {}),
      ...(range.from || range.before ? { range: { key: "updatedAt", ...range } } : {}),
      matches: matcher(terms, filters, words),
    },
    (customer) => customerObject(shop, customer),
  )
}
