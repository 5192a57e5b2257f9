import { Badge, BlockStack, Card, InlineStack, Text } from "@shopify/polaris"
import type { ReactNode } from "react"
import type { ProgramVersion } from "#web/admin/api/program.ts"
import { useWords } from "#web/admin/words/useWords.ts"
import type { ProgramValues } from "./useProgramForm.ts"

type SectionCardProps = {
  title: string
  /** The part of the settings that the card is about, to compare what is edited with what is live. */
  part: (settings: ProgramValues) => unknown
  values: ProgramValues
  live: ProgramVersion | null
  action?: ReactNode
  children: ReactNode
}

/** One subject of the programme. It says so when what stands here is not what members have. */
export function SectionCard({ title, part, values, live, action, children }: SectionCardProps) {
  const { t } = useWords()
  const isChanged =
    live !== null && JSON.stringify(part(values)) !== JSON.stringify(part(live.settings))
  return (
    <Card>
      <BlockStack gap="400">
        <InlineStack align="space-between" blockAlign="center" gap="200">
          <InlineStack gap="200" blockAlign="center">
            <Text as="h2" variant="headingMd">
              {title}
            </Text>
            {isChanged ? <Badge tone="attention">{t("program.changed")}</Badge> : null}
          </InlineStack>
          {action}
        </InlineStack>
        {children}
      </BlockStack>
    </Card>
  )
}
