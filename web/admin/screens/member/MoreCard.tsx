import { BlockStack, Button, Card, InlineStack, Text } from "@shopify/polaris"
import type { ReactNode } from "react"
import { FailureBanner } from "#web/admin/components/FailureBanner.tsx"
import { useWords } from "#web/admin/words/useWords.ts"

type MoreCardProps = {
  title: string
  list: {
    rows: unknown[]
    hasMore: boolean
    more: () => void
    loading: boolean
    error: Error | null
  }
  empty: string
  children: ReactNode
}

/** A list in a card that grows on demand. */
export function MoreCard({ title, list, empty, children }: MoreCardProps) {
  const { t } = useWords()
  return (
    <Card>
      <BlockStack gap="400">
        <Text as="h2" variant="headingMd">
          {title}
        </Text>
        {list.rows.length ? (
          children
        ) : (
          <Text as="p" tone="subdued">
            {empty}
          </Text>
        )}
        {list.error ? <FailureBanner error={list.error} onRetry={list.more} /> : null}
        {list.hasMore ? (
          <InlineStack>
            <Button variant="plain" loading={list.loading} onClick={list.more}>
              {t("more")}
            </Button>
          </InlineStack>
        ) : null}
      </BlockStack>
    </Card>
  )
}
