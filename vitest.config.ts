import { defineConfig } from "vitest/config"

export default defineConfig({
  test: {
    include: ["tests/**/*.test.{ts,tsx}", "web/**/*.test.{ts,tsx}"],
    globalSetup: ["tests/support/global-database.ts"],
    // Real databases, servers and browsers take their time on a loaded machine.
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
})
