import { findRefund } from "#web/sandbox/commerce/find-refund.ts"
import type { SandboxContext } from "#web/sandbox/context.ts"
import type { Order } from "#web/sandbox/state/model.ts"
import { type AdminRequest, checkInputSize, hasScope, type RootField } from "./admin-request.ts"
import { customerPage } from "./customer-page.ts"
import { discountPage } from "./discount-page.ts"
import { found } from "./discounts/basic-discounts.ts"
import { discountRedeemCodeBulkCreation, job } from "./discounts/bulk-codes.ts"
import { idOf } from "./gid.ts"
import { nodeOf } from "./node-of.ts"
import { customerObject } from "./objects/customer.ts"
import { codeDiscountNodeObject, discountNodeObject } from "./objects/discount.ts"
import { orderObject } from "./objects/order.ts"
import { productObject } from "./objects/product.ts"
import { refundObject } from "./objects/refund.ts"
import { installationObject, shopObject } from "./objects/shop.ts"
import { isRecent, orderPage } from "./order-page.ts"

/** The queries that the sandbox offers. */
export const queryFields: Record<string, RootField> = {
  shop: (_args, { shop }) => shopObject(shop),
  currentAppInstallation: (_args, { shop }) => installationObject(shop),
  order: (args, request) => {
    const order = request.shop.store.orders.get(idOf("Order", args.id) ?? "")
    return order && isVisible(request, order) ? orderObject(request.shop, order) : null
  },
  orders: (args, request) => orderPage(request.shop, args, null, seesAllOrders(request)),
  refund: (args, request) => {
    const found = findRefund(request.shop, idOf("Refund", args.id) ?? "")
    if (!found || !isVisible(request, found.order)) return null
    return refundObject(request.shop, found.order, found.refund)
  },
  customer: (args, { shop }) => {
    const customer = shop.store.customers.get(idOf("Customer", args.id) ?? "")
    return customer && customerObject(shop, customer)
  },
  customers: (args, { shop }) => customerPage(shop, args),
  customerByIdentifier: (args, { shop }) => {
    const customer = identified(shop, args.identifier)
    return customer && customerObject(shop, customer)
  },
  product: (args, { shop }) => {
    const product = shop.store.products.get(idOf("Product", args.id) ?? "")
    return product && productObject(shop, product)
  },
  codeDiscountNodeByCode: (args, { shop }) => {
    const code = shop.store.redeemCodes.findOne("code", args.code.trim().toLowerCase())
    const discount = code && shop.store.discounts.get(code.discountId)
    return discount && codeDiscountNodeObject(shop, discount)
  },
  codeDiscountNode: (args, { shop }) => {
    const discount = found(shop, args.id)
    return discount && codeDiscountNodeObject(shop, discount)
  },
  discountNode: (args, { shop }) => {
    const discount = found(shop, args.id)
    return discount && discountNodeObject(shop, discount)
  },
  codeDiscountNodes: (args, { shop }) =>
    discountPage(shop, args, (discount) => codeDiscountNodeObject(shop, discount)),
  discountNodes: (args, { shop }) =>
    discountPage(shop, args, (discount) => discountNodeObject(shop, discount)),
  discountRedeemCodeBulkCreation,
  job,
  node: (args, request) => visibleNode(request, args.id),
  nodes: (args, request) => {
    checkInputSize(args.ids)
    return args.ids.map((id: string) => visibleNode(request, id))
  },
}

function visibleNode(request: AdminRequest, id: string): object | null {
  const orderId = idOf("Order", id)
  const order = orderId && request.shop.store.orders.get(orderId)
  if (order && !isVisible(request, order)) return null
  return nodeOf(request.shop, id)
}

function identified(shop: SandboxContext, by: Record<string, string>) {
  const { customers } = shop.store
  if (by.id) return customers.get(idOf("Customer", by.id) ?? "")
  if (by.emailAddress) return customers.findOne("email", by.emailAddress.toLowerCase())
  return by.phoneNumber ? customers.findOne("phone", by.phoneNumber) : null
}

function seesAllOrders({ token }: AdminRequest): boolean {
  return hasScope(token, "read_all_orders")
}

function isVisible(request: AdminRequest, order: Order): boolean {
  return seesAllOrders(request) || isRecent(request.shop, order)
}
