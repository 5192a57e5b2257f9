import { type Request, type Response, Router } from "express"
import { Counter, collectDefaultMetrics, Registry } from "prom-client"

export type CounterName = "failures" | "setAside" | "unissuedCodes"

/** What is counted, for Prometheus. `readAll`: everything, in its text format. */
export type Metrics = {
  [Name in CounterName]: { inc: (labels: Record<string, string>) => void }
} & { readAll: () => Promise<string> }

export function openMetrics(): Metrics {
  const register = new Registry()
  collectDefaultMetrics({ register })
  const counter = (name: string, help: string, labelNames: string[] = []) =>
    new Counter({ name, help, labelNames, registers: [register] })
  return {
    readAll: () => register.metrics(),
    failures: counter("regulars_failures_total", "Unexpected errors, by where they happened", [
      "where",
    ]),
    setAside: counter("regulars_deliveries_set_aside_total", "Deliveries set aside", ["code"]),
    unissuedCodes: counter(
      "regulars_unissued_codes_used_total",
      "Codes used that nobody was given",
    ),
  }
}

/** `/healthz`: the process lives. `/readyz`: it can do its work. `/metrics`: for Prometheus. */
export function health(deps: { metrics: Metrics; isReady: () => Promise<boolean> }): Router {
  const router = Router()
  router.get("/healthz", (_req: Request, res: Response) => void res.json({ ok: true }))
  router.get("/readyz", async (_req: Request, res: Response) => {
    const ready = await deps.isReady()
    res.status(ready ? 200 : 503).json({ ok: ready })
  })
  router.get("/metrics", async (_req: Request, res: Response) => {
    res.type(Registry.PROMETHEUS_CONTENT_TYPE).send(await deps.metrics.readAll())
  })
  return router
}
