import { BlockStack, Box, InlineStack } from "@shopify/polaris"
import type { ReactNode } from "react"

type CondensedRowProps = { title: ReactNode; figure?: ReactNode; children?: ReactNode }

/** A table's row on a narrow screen: what it is, its figure at the end, the rest below. */
export function CondensedRow({ title, figure, children }: CondensedRowProps) {
  return (
    <Box padding="300" width="100%">
      <BlockStack gap="100">
        <InlineStack align="space-between" blockAlign="center" gap="200" wrap={false}>
          {title}
          {figure}
        </InlineStack>
        {children}
      </BlockStack>
    </Box>
  )
}
