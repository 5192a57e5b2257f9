/** A shop as the whole app knows it. `currency` is ISO 4217, `timeZone` an IANA name, `locale` a language tag. */
export type Shop = {
  brandId: number
  shopId: number
  platform: "shopify" | "woocommerce"
  domain: string
  currency: string
  timeZone: string
  locale: string
}
