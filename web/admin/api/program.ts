import type { ProgramSettings } from "#web/core/program.ts"
import type { Refusal } from "./request.ts"

export type ProgramChange = {
  code: string
  params: Record<string, string | number | boolean | null>
}

export type ProgramVersion = { version: number; settings: ProgramSettings; publishedAt: string }

export type Program = {
  live: ProgramVersion | null
  draft: { settings: ProgramSettings; revision: number; editedAt: string | null }
  versions: ProgramVersion[]
  differs: boolean
  changes: ProgramChange[]
}

export type ProgramPayload = { program: Program | null; refusals: Refusal[] }

export type ShopFacts = { name: string; currency: string; timeZone: string; currencies: string[] }

const programFields = `
  live { version settings publishedAt }
  draft { settings revision editedAt }
  versions { version settings publishedAt }
  differs
  changes { code params }`

export const programQuery = `query Program {
  shop { name currency timeZone currencies }
  program { ${programFields} }
}`

export const saveDraftMutation = `mutation SaveDraft($settings: Json!, $revision: Whole!) {
  changed: saveDraft(settings: $settings, revision: $revision) {
    program { ${programFields} } refusals { code field limit }
  }
}`

export const publishMutation = `mutation Publish($revision: Whole!) {
  changed: publishProgram(revision: $revision) {
    program { ${programFields} } refusals { code field limit }
  }
}`

export const discardMutation = `mutation Discard($revision: Whole!) {
  changed: discardDraft(revision: $revision) {
    program { ${programFields} } refusals { code field limit }
  }
}`
