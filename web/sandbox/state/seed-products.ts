import type { Picture } from "./product-picture.ts"

export type ProductSeed = {
  handle: string
  title: string
  description: string
  productType: "Coffee" | "Tea" | "Brewing" | "Gift card"
  tags: string[]
  picture: Picture
  colour: string
  variants: { title: string; sku: string; priceMinor: number; grams: number }[]
}

const bag = (sku: string, small: number, large: number) => [
  { title: "250 g", sku: `${sku}-250`, priceMinor: small, grams: 280 },
  { title: "1 kg", sku: `${sku}-1000`, priceMinor: large, grams: 1050 },
]

const single = (sku: string, priceMinor: number, grams: number) => [
  { title: "Default Title", sku, priceMinor, grams },
]

/** What Kettle & Leaf sells; prices in US cents. */
export const demoProducts: ProductSeed[] = [
  {
    handle: "morning-bell-blend",
    title: "Morning Bell Blend",
    description: "A round, chocolatey house blend that forgives every brewer before eight.",
    productType: "Coffee",
    tags: ["coffee", "bestseller"],
    picture: "bag",
    colour: "#8a4b2d",
    variants: bag("MB", 1450, 4900),
  },
  {
    handle: "yirgacheffe-single-origin",
    title: "Yirgacheffe Single Origin",
    description: "Washed Ethiopian beans: jasmine, lemon peel, a clean and tea-like finish.",
    productType: "Coffee",
    tags: ["coffee", "single-origin"],
    picture: "bag",
    colour: "#c46a2b",
    variants: bag("YC", 1825, 6400),
  },
  {
    handle: "night-shift-decaf",
    title: "Night Shift Decaf",
    description: "Sugar-cane decaf with caramel and baked apple, for late conversations.",
    productType: "Coffee",
    tags: ["coffee", "decaf"],
    picture: "bag",
    colour: "#3f3a52",
    variants: bag("NS", 1599, 5450),
  },
  {
    handle: "first-flush-darjeeling",
    title: "First Flush Darjeeling",
    description: "Spring leaves from a small garden above Kurseong, bright and a little grassy.",
    productType: "Tea",
    tags: ["tea", "bestseller"],
    picture: "tin",
    colour: "#5d7a3a",
    variants: single("FD-100", 2100, 140),
  },
  {
    handle: "smoked-earl-grey",
    title: "Smoked Earl Grey",
    description: "Bergamot over gently smoked black tea. Stands up to milk.",
    productType: "Tea",
    tags: ["tea"],
    picture: "tin",
    colour: "#37566b",
    variants: single("EG-100", 1275, 140),
  },
  {
    handle: "gooseneck-kettle",
    title: "Gooseneck Kettle",
    description: "0.9 litres, a steady spout and a handle that stays cool.",
    productType: "Brewing",
    tags: ["brewing", "bestseller"],
    picture: "kettle",
    colour: "#2f5d57",
    variants: single("GK-09", 6499, 980),
  },
  {
    handle: "stoneware-cup",
    title: "Stoneware Cup",
    description: "Thrown by hand, glazed in sea green. Holds a generous flat white.",
    productType: "Brewing",
    tags: ["brewing"],
    picture: "cup",
    colour: "#6f8f86",
    variants: single("SC-01", 1850, 320),
  },
  {
    handle: "paper-filters",
    title: "Paper Filters, 100 pack",
    description: "Oxygen-bleached cone filters, size 02.",
    productType: "Brewing",
    tags: ["brewing"],
    picture: "box",
    colour: "#b59b6d",
    variants: single("PF-100", 699, 180),
  },
  {
    handle: "gift-card",
    title: "Gift Card",
    description: "Sent by email straight away, never expires.",
    productType: "Gift card",
    tags: [],
    picture: "card",
    colour: "#a3412f",
    variants: [
      { title: "$25", sku: "GC-25", priceMinor: 2500, grams: 0 },
      { title: "$50", sku: "GC-50", priceMinor: 5000, grams: 0 },
    ],
  },
]
