import { changeTags } from "#web/sandbox/commerce/customers.ts"
import { saveOrder } from "#web/sandbox/commerce/save-order.ts"
import type { SandboxContext } from "#web/sandbox/context.ts"
import { type Args, checkInputSize, fail, hasScope, type RootField } from "./admin-request.ts"
import { readGid } from "./gid.ts"
import { nodeOf } from "./node-of.ts"

export const tagsAdd: RootField = (args, request) => {
  checkTags(args, (scope) => hasScope(request.token, scope))
  return change(request.shop, args, "add")
}

export const tagsRemove: RootField = (args, request) => {
  checkTags(args, (scope) => hasScope(request.token, scope))
  return change(request.shop, args, "remove")
}

const writeScopes: Record<string, string> = { Customer: "write_customers", Order: "write_orders" }

function checkTags(args: Args, has: (scope: string) => boolean): void {
  checkInputSize(args.tags)
  const scope = writeScopes[readGid(args.id).kind]
  if (!scope || has(scope)) return
  const requiredAccess = `\`${scope}\` access scope.`
  throw fail(`Access denied. Required access: ${requiredAccess}`, "ACCESS_DENIED", {
    documentation: "https://shopify.dev/api/usage/access-scopes",
    requiredAccess,
  })
}

function change(shop: SandboxContext, args: Args, what: "add" | "remove") {
  const { kind, id } = readGid(args.id)
  const tags = args.tags.map((tag: string) => tag.trim()).filter((tag: string) => tag !== "")
  const customer = kind === "Customer" ? shop.store.customers.get(id) : null
  const order = kind === "Order" ? shop.store.orders.get(id) : null
  if (customer) changeTags(shop, customer, what, tags)
  else if (order) {
    const others = order.tags.filter((tag) => !tags.includes(tag))
    const next = what === "add" ? [...others, ...tags] : others
    saveOrder(shop, { ...order, tags: next }, { topics: ["orders/updated"] })
  } else {
    const userErrors = [{ field: ["id"], message: `${kind || "Node"} does not exist` }]
    return { node: null, userErrors }
  }
  return { node: nodeOf(shop, args.id), userErrors: [] }
}
