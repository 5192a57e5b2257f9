import type { AdminSettings } from "#web/sandbox/state/model.ts"

export type ThrottleStatus = {
  maximumAvailable: number
  currentlyAvailable: number
  restoreRate: number
}

/** Shopify's bucket of points, one per app and shop; it refills in real time. */
export class LeakyBucket {
  #taken = 0
  #at = performance.now()

  /** Takes the points if they fit; false says throttled. */
  take(points: number, settings: AdminSettings): boolean {
    this.#refill(settings)
    if (points > settings.bucketSize - this.#taken) return false
    this.#taken += points
    return true
  }

  giveBack(points: number): void {
    this.#taken = Math.max(0, this.#taken - points)
  }

  status(settings: AdminSettings): ThrottleStatus {
    this.#refill(settings)
    return {
      maximumAvailable: settings.bucketSize,
      currentlyAvailable: Math.max(0, Math.floor(settings.bucketSize - this.#taken)),
      restoreRate: settings.restoreRate,
    }
  }

  #refill(settings: AdminSettings): void {
    const now = performance.now()
    const restored = ((now - this.#at) / 1000) * settings.restoreRate
    this.#taken = Math.max(0, this.#taken - restored)
    this.#at = now
  }
}
