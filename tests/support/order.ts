import type { OrderLine, OrderSnapshot } from "#web/core/orders/order-snapshot.ts"

export function line(
  lineId: string,
  netMinor: number,
  changes: Partial<OrderLine> = {},
): OrderLine {
  return { lineId, productId: `9${lineId}`, netMinor, taxMinor: 0, exclusion: null, ...changes }
}

/** A paid order of one $40 line by a customer with an account. */
export function order(changes: Partial<OrderSnapshot> = {}): OrderSnapshot {
  return {
    orderId: "1001",
    name: "#1001",
    currency: "USD",
    placedAt: new Date("2026-03-01T12:00:00Z"),
    modifiedAt: new Date("2026-03-01T12:00:00Z"),
    state: "paid",
    hasRefund: false,
    isTest: false,
    isBusiness: false,
    buyer: {
      customerId: "501",
      hasAccount: true,
      email: "ada@example.com",
      phone: null,
      name: "Ada",
      locale: "en",
    },
    lines: [line("1", 4000)],
    shippingMinor: 0,
    codes: [],
    ...changes,
  }
}
