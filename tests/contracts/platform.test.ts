import { sandboxShop } from "#tests/support/sandbox-shop.ts"
import type { PostRequest } from "#web/platforms/shopify/api.ts"
import { shopifyPlatform } from "#web/platforms/shopify/shopify-platform.ts"
import { findCode } from "#web/sandbox/commerce/find-code.ts"
import type { Customer, Order } from "#web/sandbox/state/model.ts"
import { type ContractShop, platformContract } from "./platform-contract.ts"

platformContract("Shopify", async (): Promise<ContractShop> => {
  const shop = await sandboxShop({ timeoutMs: 1000 })
  const { context, control, deps } = shop
  const { store, root } = context
  let loseNext = false

  /** The network between the adapter and the shop: it loses an answer when it is told to. */
  async function post(request: PostRequest) {
    const isChange = String((request.body as { query?: string }).query).startsWith("mutation")
    if (!isChange || !loseNext) return deps.app.post(request)
    loseNext = false
    await control("/faults", { rate: 1, kind: "timeout-after-success", slowMs: 1500 })
    return deps.app.post(request).finally(() => control("/faults", { rate: 0 }))
  }

  const platform = shopifyPlatform({ ...deps, app: { ...deps.app, post } })
  const placed = (body: object) => control<{ order: Order }>("/orders", body)
  const price = { title: "A rug", price: "60.00" }
  return {
    platform,
    currency: context.shop().currency,
    countDiscounts: async (title) => store.discounts.find("title", title).length,
    countCodes: async (discountId) =>
      store.redeemCodes.find("discountId", discountId.split("/").at(-1)!).length,
    termsOf: async (code) => {
      const { discount } = findCode(context, code)!
      const { value, minimum, usageLimit, combinesWith } = discount
      return {
        amountMinor: value.kind === "fixed" ? value.amountMinor : Number.NaN,
        minimumSpendMinor: minimum && "subtotalMinor" in minimum ? minimum.subtotalMinor : null,
        usesAllowed: usageLimit,
        combinesWith,
      }
    },
    buyWith: async (code) => {
      const { order } = await placed({ lines: [price], codes: [code] })
      return order.discountCodes.length === 1
    },
    merchantMakes: async (code) => {
      const made = await platform.createDiscount(merchantOffer(context.shop().currency), code)
      const discount = store.discounts.get(made.split("/").at(-1)!)!
      store.discounts.put({ ...discount, title: "Summer sale", usageLimit: null })
    },
    merchantDeletes: async (discountId) => {
      const id = discountId.split("/").at(-1)!
      for (const code of store.redeemCodes.find("discountId", id)) store.redeemCodes.delete(code.id)
      store.discounts.delete(id)
    },
    placeOrder: async () => (await placed({ lines: [price] })).order.id,
    createCustomer: async (email) =>
      (await control<{ customer: Customer }>("/customers", { email, enabled: true })).customer.id,
    losingNextAnswer: async (work) => {
      loseNext = true
      return work().finally(() => {
        if (loseNext) throw new Error("nothing was changed, so no answer was lost")
      })
    },
    throttling: async (work) => {
      const usual = root.settings.get("admin")
      await control("/admin-api", { bucketSize: 40, restoreRate: 60 })
      return work().finally(() => control("/admin-api", usual))
    },
    expireAccess: async () => {
      await control("/clock", { offsetMs: context.clock.offsetMs() + 2 * 3_600_000 })
    },
    countRenewals: async () => root.tokens.all().length,
    close: shop.close,
  }
})

function merchantOffer(currency: string) {
  const combinesWith = { orderDiscounts: false, productDiscounts: false, shippingDiscounts: false }
  const startsAt = new Date("2026-01-01T00:00:00Z")
  return {
    title: "Sale",
    amountMinor: 100,
    currency,
    minimumSpendMinor: null,
    combinesWith,
    startsAt,
  }
}
