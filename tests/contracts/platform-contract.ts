import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { type DiscountOffer, type Platform, PlatformError } from "#web/platforms/platform.ts"

/** What a shop itself says of a code: what the port cannot tell, and shoppers will meet. */
export type CodeTerms = {
  amountMinor: number
  minimumSpendMinor: number | null
  /** How often this one code works. */
  usesAllowed: number | null
  combinesWith: DiscountOffer["combinesWith"]
}

/** A real shop that an adapter is proved against, with the hands of a merchant, a shopper and a bad network. */
export type ContractShop = {
  platform: Platform
  currency: string
  countDiscounts: (title: string) => Promise<number>
  countCodes: (discountId: string) => Promise<number>
  termsOf: (code: string) => Promise<CodeTerms>
  /** Buys something with the code; false when the shop does not take it. */
  buyWith: (code: string) => Promise<boolean>
  /** The merchant makes a discount of their own with this code. */
  merchantMakes: (code: string) => Promise<void>
  /** The merchant deletes a discount of ours in their admin. */
  merchantDeletes: (discountId: string) => Promise<void>
  placeOrder: () => Promise<string>
  createCustomer: (email: string) => Promise<string>
  /** While `work` runs, the next change that we ask for is made, but its answer never comes. */
  losingNextAnswer: <T>(work: () => Promise<T>) => Promise<T>
  /** While `work` runs, the shop takes only a few calls a second. */
  throttling: <T>(work: () => Promise<T>) => Promise<T>
  /** Ends our access until it is renewed; null where access does not end. */
  expireAccess: (() => Promise<void>) | null
  countRenewals: () => Promise<number>
  close: () => Promise<void>
}

const unused = "99999999"
let serial = 0
const freshCode = () => `LOYAL${Date.now().toString(36)}${(serial++).toString(36)}`.toUpperCase()

/** What every adapter of a shop system promises, proved against a real one. */
export function platformContract(name: string, setup: () => Promise<ContractShop>): void {
  describe(`${name} as a platform`, () => {
    let shop: ContractShop
    let platform: Platform
    beforeAll(async () => {
      shop = await setup()
      platform = shop.platform
    })
    afterAll(() => shop.close())

    function offer(changes: Partial<DiscountOffer> = {}): DiscountOffer {
      return {
        title: `5 off ${serial++}`,
        amountMinor: 500,
        currency: shop.currency,
        minimumSpendMinor: null,
        combinesWith: { orderDiscounts: false, productDiscounts: true, shippingDiscounts: true },
        startsAt: new Date(Date.now() - 60_000),
        ...changes,
      }
    }

    async function discountWith(...codes: string[]): Promise<string> {
      const discountId = await platform.createDiscount(offer(), codes[0]!)
      await platform.addCodes(discountId, codes.slice(1))
      return discountId
    }

    async function reasonOf(
      work: Promise<unknown>,
    ): Promise<{ reason: string; retryable: boolean }> {
      const error = await work.then(
        () => null,
        (thrown: unknown) => thrown,
      )
      expect(error).toBeInstanceOf(PlatformError)
      return error as PlatformError
    }

    const terms: [string, Partial<DiscountOffer>][] = [
      ["a plain offer", {}],
      ["an offer above a minimum spend", { minimumSpendMinor: 2550 }],
      [
        "an offer that combines with nothing",
        {
          combinesWith: {
            orderDiscounts: false,
            productDiscounts: false,
            shippingDiscounts: false,
          },
        },
      ],
    ]
    test.each(terms)("%s reaches the shop as it was made", async (_case, changes) => {
      const [first, second] = [freshCode(), freshCode()]
      const wanted = offer({ amountMinor: 1234, ...changes })
      const discountId = await platform.createDiscount(wanted, first)
      await platform.addCodes(discountId, [second])
      for (const code of [first, second]) {
        expect(await shop.termsOf(code)).toEqual({
          amountMinor: 1234,
          minimumSpendMinor: wanted.minimumSpendMinor,
          usesAllowed: 1,
          combinesWith: wanted.combinesWith,
        })
      }
    })

    test("a discount asked for twice is made once", async () => {
      const wanted = offer()
      const code = freshCode()
      const once = await platform.createDiscount(wanted, code)
      expect(await platform.createDiscount(wanted, code)).toBe(once)
      expect(await shop.countDiscounts(wanted.title)).toBe(1)
    })

    test("a discount whose making was never answered is found by the next try", async () => {
      const wanted = offer()
      const code = freshCode()
      const lost = shop.losingNextAnswer(() => platform.createDiscount(wanted, code))
      expect(await reasonOf(lost)).toMatchObject({ retryable: true })
      const discountId = await platform.createDiscount(wanted, code)
      expect(await shop.countDiscounts(wanted.title)).toBe(1)
      expect(await shop.countCodes(discountId)).toBe(1)
    })

    test("a code that the merchant uses for a discount of their own is left alone", async () => {
      const code = freshCode()
      await shop.merchantMakes(code)
      expect(await reasonOf(platform.createDiscount(offer(), code))).toMatchObject({
        reason: "code-taken",
        retryable: false,
      })
    })

    test("codes added twice are there once", async () => {
      const codes = [freshCode(), freshCode(), freshCode()]
      const discountId = await discountWith(...codes)
      await platform.addCodes(discountId, codes)
      expect(await shop.countCodes(discountId)).toBe(3)
    })

    test("codes whose adding was never answered are there once after the next try", async () => {
      const discountId = await discountWith(freshCode())
      const codes = [freshCode(), freshCode()]
      await shop.losingNextAnswer(() => platform.addCodes(discountId, codes).catch(() => undefined))
      await platform.addCodes(discountId, codes)
      expect(await shop.countCodes(discountId)).toBe(3)
    })

    test("two hundred and fifty codes are added at once", async () => {
      const discountId = await discountWith(freshCode())
      await platform.addCodes(discountId, Array.from({ length: 250 }, freshCode))
      expect(await shop.countCodes(discountId)).toBe(251)
    })

    test("a code that belongs to another discount is refused, the others are added", async () => {
      const taken = freshCode()
      await discountWith(taken)
      const discountId = await discountWith(freshCode())
      const refusal = await reasonOf(platform.addCodes(discountId, [freshCode(), taken]))
      expect(refusal).toMatchObject({ reason: "codes-refused", retryable: false })
      expect(JSON.stringify(refusal)).not.toContain(taken)
      expect(await shop.countCodes(discountId)).toBe(2)
    })

    test("a code waits until an order uses it, and works once", async () => {
      const [code, other] = [freshCode(), freshCode()]
      await discountWith(code, other)
      expect(await platform.codeState(code)).toBe("unused")
      expect(await shop.buyWith(code)).toBe(true)
      expect(await platform.codeState(code)).toBe("used")
      expect(await platform.codeState(other)).toBe("unused")
      expect(await shop.buyWith(code)).toBe(false)
      expect(await shop.buyWith(other)).toBe(true)
    })

    test("a code that nobody made is absent", async () => {
      expect(await platform.codeState(freshCode())).toBe("absent")
    })

    test("a deleted code can never be used, and the others of its discount still can", async () => {
      const [kept, gone] = [freshCode(), freshCode()]
      const discountId = await discountWith(kept, gone)
      await platform.deleteCode(discountId, gone)
      expect(await platform.codeState(gone)).toBe("absent")
      expect(await shop.buyWith(gone)).toBe(false)
      expect(await shop.buyWith(kept)).toBe(true)
    })

    test("deleting a code twice, or one of another discount, does nothing more", async () => {
      const [kept, gone] = [freshCode(), freshCode()]
      const discountId = await discountWith(kept, gone)
      await platform.deleteCode(discountId, gone)
      await platform.deleteCode(discountId, gone)
      await platform.deleteCode(await discountWith(freshCode()), kept)
      expect(await platform.codeState(kept)).toBe("unused")
    })

    test("a stopped discount stops all its codes, however often it is stopped", async () => {
      const [first, second] = [freshCode(), freshCode()]
      const discountId = await discountWith(first, second)
      await platform.deactivateDiscount(discountId)
      await platform.deactivateDiscount(discountId)
      expect(await shop.buyWith(first)).toBe(false)
      expect(await shop.buyWith(second)).toBe(false)
    })

    test("a discount that the merchant deleted takes no more codes, and stopping it is no error", async () => {
      const code = freshCode()
      const discountId = await discountWith(code)
      await shop.merchantDeletes(discountId)
      expect(await reasonOf(platform.addCodes(discountId, [freshCode()]))).toMatchObject({
        reason: "discount-gone",
        retryable: false,
      })
      await platform.deleteCode(discountId, code)
      await platform.deactivateDiscount(discountId)
      expect(await platform.codeState(code)).toBe("absent")
    })

    test("a throttled shop is waited for", async () => {
      const codes = Array.from({ length: 5 }, freshCode)
      const discountId = await shop.throttling(() => discountWith(...codes))
      expect(await shop.countCodes(discountId)).toBe(5)
    })

    test("access that ended is renewed once, though many ask at the same time", async () => {
      if (!shop.expireAccess) return
      const before = await shop.countRenewals()
      await shop.expireAccess()
      const states = await Promise.all(Array.from({ length: 5 }, () => platform.codeState(unused)))
      expect(states).toEqual(Array(5).fill("absent"))
      expect(await shop.countRenewals()).toBe(before + 1)
    })

    test("the shop lets us in", async () => {
      expect(await platform.isInstalled()).toBe(true)
    })

    test("an order and a customer are told as the shop knows them; of others nothing", async () => {
      const orderId = await shop.placeOrder()
      expect(await platform.fetchOrder(orderId)).toMatchObject({ orderId, state: "paid" })
      expect(await platform.fetchOrder(unused)).toBeNull()
      const customerId = await shop.createCustomer("zainab@example.com")
      expect(await platform.fetchCustomer(customerId)).toMatchObject({
        customerId,
        hasAccount: true,
        email: "zainab@example.com",
      })
      expect(await platform.fetchCustomer(unused)).toBeNull()
    })
  })
}
