import { afterAll, beforeAll, expect, it } from "vitest"
import { type TestApp, testApp } from "#tests/support/app.ts"
import { testBrand } from "#tests/support/brand.ts"
import { type TestDatabase, testDatabase } from "#tests/support/database.ts"
import { testLogin } from "#tests/support/login.ts"
import type { Shop } from "#web/core/shop.ts"
import { enqueue } from "#web/db/enqueue.ts"
import { sweep } from "#web/flows/sweep.ts"
import type { Platform } from "#web/platforms/platform.ts"
import { startWorker } from "#web/worker.ts"

let test: TestDatabase
let app: TestApp
let shop: Shop

beforeAll(async () => {
  app = await testApp()
  test = await testDatabase()
  shop = await testBrand(test)
})
afterAll(async () => {
  await test.close()
  await app.close()
})

it("what a killed worker held is free again after minutes, its shop's queue too", async () => {
  await ask("issue-code", { redemptionId: crypto.randomUUID() }, `codes ${shop.shopId}`)
  await test.owner.query(
    `update graphile_worker._private_jobs set locked_by = 'dead', locked_at = now() - interval '6 minutes'`,
  )
  await test.owner.query(
    `update graphile_worker._private_job_queues
     set locked_by = 'dead', locked_at = now() - interval '6 minutes'`,
  )
  await sweep({ db: test.db, now: () => new Date() })
  const { rows } = await test.owner.query(
    `select (select count(*)::int from graphile_worker._private_jobs where locked_at is not null) as jobs,
      (select count(*)::int from graphile_worker._private_job_queues where locked_at is not null) as queues`,
  )
  expect(rows[0]).toEqual({ jobs: 0, queues: 0 })
  await test.owner.query("delete from graphile_worker._private_jobs")
})

it("a database that goes away as a job ends takes neither the process nor later jobs with it", async () => {
  const asked: string[] = []
  const failures: unknown[] = []
  const platform = {
    fetchCustomer: async (customerId: string) => {
      asked.push(customerId)
      if (customerId === "1") await breakQueueConnections()
      return null
    },
  } as unknown as Platform
  const worker = await startWorker({
    ...app.services,
    db: test.db,
    queue: test.db.queue,
    platformFor: () => platform,
    onFailure: (error) => void failures.push(error),
    onSetAside: () => {},
    onUnissuedCodeUsed: () => {},
    onUninstalled: () => {},
    onGivenUp: () => {},
  })
  try {
    await ask("refresh-customer", { customerId: "1" })
    await expect.poll(() => asked, { timeout: 10_000 }).toContain("1")
    await new Promise((done) => setTimeout(done, 4_000))
    await ask("refresh-customer", { customerId: "2" })
    await expect.poll(() => asked, { timeout: 20_000 }).toContain("2")
    expect(failures).not.toEqual([])
  } finally {
    await worker.stop()
  }
}, 60_000)

async function ask(name: string, payload: object, queue?: string): Promise<void> {
  const { brandId, shopId } = shop
  await test.db.withBrand(brandId, (tx) =>
    enqueue(tx, {
      name,
      payload: { brandId, shopId, ...payload },
      key: `${name} ${JSON.stringify(payload)}`,
      ...(queue ? { queue } : {}),
    }),
  )
}

/** As a database that is killed and is back three seconds later. */
async function breakQueueConnections(): Promise<void> {
  const { rows } = await test.owner.query("select current_database() as name")
  const { name } = rows[0]
  const elsewhere = app.owner
  await elsewhere.query(`alter database ${name} with allow_connections false`)
  await elsewhere.query(
    `select pg_terminate_backend(pid) from pg_stat_activity where datname = $1 and usename = $2`,
    [name, testLogin],
  )
  setTimeout(() => {
    elsewhere.query(`alter database ${name} with allow_connections true`).catch(() => {})
  }, 3_000)
}
