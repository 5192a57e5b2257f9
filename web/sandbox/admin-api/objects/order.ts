import type { Args } from "#web/sandbox/admin-api/admin-request.ts"
import { listConnection } from "#web/sandbox/admin-api/connection.ts"
import type { SandboxContext } from "#web/sandbox/context.ts"
import { gid } from "#web/sandbox/payloads/json.ts"
import type { Order } from "#web/sandbox/state/model.ts"
import { addressObject } from "./address.ts"
import { customerObject } from "./customer.ts"
import { discountApplicationObject } from "./discount-application.ts"
import { lineItemObject } from "./line-item.ts"
import { metafieldFields } from "./metafield.ts"
import { orderAmounts } from "./order-amounts.ts"
import { refundObject } from "./refund.ts"
import { orderAgreements } from "./sales-agreement.ts"
import { shippingLineObject } from "./shipping-line.ts"
import { transactionObject } from "./transaction.ts"

/** An order as the Admin API shows it; fields that are not here are not offered. */
export function orderObject(shop: SandboxContext, order: Order) {
  const id = gid("Order", order.id)
  const firstOf = <T>(list: T[], args: Args) => list.slice(0, args.first ?? list.length)
  const payments = () => [
    ...order.transactions,
    ...order.refunds.flatMap((refund) => refund.transactions),
  ]
  return {
    __typename: "Order",
    id,
    legacyResourceId: order.id,
    ...orderFacts(shop, order),
    ...orderAmounts(order),
    billingAddress: () => addressObject(order.billingAddress),
    shippingAddress: () => addressObject(order.shippingAddress),
    customer: () => {
      const customer = order.customerId && shop.store.customers.get(order.customerId)
      return customer ? customerObject(shop, customer) : null
    },
    purchasingEntity: () => (order.customerId ? { __typename: "Customer" } : null),
    agreements: orderAgreements(shop, order),
    lineItems: (args: Args) =>
      listConnection(order.lines, args, (line) => lineItemObject(shop, order, line)),
    shippingLine: () => {
      const [line] = order.shippingLines
      return line ? shippingLineObject(order, line) : null
    },
    shippingLines: (args: Args) =>
      listConnection(order.shippingLines, args, (line) => shippingLineObject(order, line)),
    discountApplications: (args: Args) =>
      listConnection(order.discountApplications, args, (application) =>
        discountApplicationObject(order, order.discountApplications.indexOf(application)),
      ),
    refunds: (args: Args) =>
      firstOf(order.refunds, args).map((refund) => refundObject(shop, order, refund)),
    transactions: (args: Args) =>
      firstOf(payments(), args).map((one) => transactionObject(order, one)),
    ...metafieldFields(shop, id),
  }
}

function orderFacts(shop: SandboxContext, order: Order) {
  const pieces = (count: "quantity" | "currentQuantity") =>
    order.lines.filter((line) => !line.tip).reduce((total, line) => total + line[count], 0)
  return {
    name: order.name,
    number: order.number - 1000,
    email: order.email,
    phone: order.phone,
    createdAt: order.createdAt,
    processedAt: order.processedAt,
    updatedAt: order.updatedAt,
    cancelledAt: order.cancelledAt,
    cancelReason: order.cancelReason?.toUpperCase() ?? null,
    closed: order.closedAt !== null,
    closedAt: order.closedAt,
    confirmed: true,
    test: order.test,
    note: order.note,
    tags: order.tags,
    sourceName: order.sourceName,
    sourceIdentifier: null,
    customerLocale: order.locale,
    customerAcceptsMarketing: order.acceptsMarketing,
    customAttributes: order.attributes.map(({ name, value }) => ({ key: name, value })),
    currencyCode: order.currency,
    presentmentCurrencyCode: order.currency,
    taxesIncluded: order.taxesIncluded,
    taxExempt: false,
    edited: order.edits.length > 0,
    discountCode: order.discountCodes[0]?.code ?? null,
    discountCodes: order.discountCodes.map((one) => one.code),
    displayFinancialStatus: order.financialStatus.toUpperCase(),
    displayFulfillmentStatus: fulfillmentStatus(order),
    fullyPaid: order.financialStatus === "paid",
    unpaid: order.financialStatus === "pending" || order.financialStatus === "authorized",
    subtotalLineItemsQuantity: pieces("quantity"),
    currentSubtotalLineItemsQuantity: pieces("currentQuantity"),
    paymentGatewayNames: order.transactions.length > 0 ? [order.gateway] : [],
    requiresShipping: order.shippingLines.length > 0,
    statusPageUrl: `${shop.baseUrl()}/orders/${order.token}`,
    fulfillmentsCount: { count: order.fulfillments.length, precision: "EXACT" },
    returnStatus: "NO_RETURN",
  }
}

function fulfillmentStatus(order: Order): string {
  if (order.fulfillmentStatus === "fulfilled") return "FULFILLED"
  return order.fulfillmentStatus === "partial" ? "PARTIALLY_FULFILLED" : "UNFULFILLED"
}
