import type { DatabaseSync } from "node:sqlite"
import type { AdminSettings, FaultSettings, IdSettings, WebhookSettings } from "./model.ts"

export type SettingValues = {
  clock: { offsetMs: number }
  ids: IdSettings
  webhooks: WebhookSettings
  faults: FaultSettings
  admin: AdminSettings
}

/** The sandbox's stored settings; what was never set has its default. */
export type Settings = {
  get<K extends keyof SettingValues>(name: K): SettingValues[K]
  set<K extends keyof SettingValues>(name: K, value: SettingValues[K]): SettingValues[K]
  clear(): void
}

/** The first id has 13 digits, as Shopify's have today. */
export const settingDefaults: SettingValues = {
  clock: { offsetMs: 0 },
  ids: { next: "7204510000001" },
  webhooks: {
    duplicateRate: 0,
    dropRate: 0,
    delayMs: { min: 0, max: 0 },
    shuffle: false,
    concurrency: 8,
    paused: false,
  },
  faults: { rate: 0, kind: "none", slowMs: 2000 },
  admin: { bucketSize: 2000, restoreRate: 100, bulkMs: 300 },
}

export function openSettings(db: DatabaseSync): Settings {
  db.exec("CREATE TABLE IF NOT EXISTS settings (name TEXT PRIMARY KEY, value TEXT NOT NULL)")
  const read = db.prepare("SELECT value FROM settings WHERE name = ?")
  const write = db.prepare("INSERT OR REPLACE INTO settings (name, value) VALUES (?, ?)")
  // This process is the file's only writer, so what was read once stays true.
  const known = new Map<keyof SettingValues, unknown>()
  return {
    get(name) {
      if (!known.has(name)) {
        const row = read.get(name)
        known.set(name, row ? JSON.parse(row.value as string) : settingDefaults[name])
      }
      return known.get(name) as SettingValues[typeof name]
    },
    set(name, value) {
      write.run(name, JSON.stringify(value))
      known.set(name, value)
      return value
    },
    clear() {
      known.clear()
      db.exec("DELETE FROM settings")
    },
  }
}
