import type { Express } from "express"
import type { SandboxContext } from "#web/sandbox/context.ts"

export function mountOperator(_app: Express, _context: SandboxContext): void {}
