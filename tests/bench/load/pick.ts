/** A shop of the bench, as the load sees it. Customers have the ids `firstCustomer` and upwards. */
export type LoadShop = {
  domain: string
  /** Its share of all orders. */
  share: number
  firstCustomer: number
  customers: number
  rewardId: string
}

/** Picks shops by their share of the volume; every shop is picked in proportion. */
export function shopPicker(shops: readonly LoadShop[]): () => LoadShop {
  const upTo: number[] = []
  let sum = 0
  for (const { share } of shops) {
    sum += share
    upTo.push(sum)
  }
  return () => {
    const place = Math.random() * sum
    let low = 0
    let high = shops.length - 1
    while (low < high) {
      const middle = (low + high) >> 1
      if (upTo[middle]! < place) low = middle + 1
      else high = middle
    }
    return shops[low]!
  }
}

/** A customer of the shop: every other time any of them alike, else by Zipf's law, so that a few come often. */
export function pickCustomer({ firstCustomer, customers }: LoadShop): number {
  const even = Math.random() < 0.5
  const rank = even
    ? Math.floor(Math.random() * customers)
    : Math.floor((customers + 1) ** Math.random()) - 1
  return firstCustomer + Math.min(rank, customers - 1)
}

/** Shares by Zipf's law: the second shop sells half of what the first sells, the third a third. */
export function zipfShares(count: number): number[] {
  const weights = Array.from({ length: count }, (_, index) => 1 / (index + 1))
  const sum = weights.reduce((a, b) => a + b, 0)
  return weights.map((weight) => weight / sum)
}
