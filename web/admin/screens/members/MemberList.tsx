import {
  BlockStack,
  Box,
  Card,
  EmptySearchResult,
  EmptyState,
  Icon,
  InlineStack,
  Page,
  TextField,
} from "@shopify/polaris"
import { SearchIcon } from "@shopify/polaris-icons"
import { useState } from "react"
import { type Member, membersQuery } from "#web/admin/api/members.ts"
import { useList } from "#web/admin/api/use-list.ts"
import { WholeField } from "#web/admin/components/WholeField.tsx"
import { navigate, useLocation } from "#web/admin/router/location.ts"
import { useWords } from "#web/admin/words/useWords.ts"
import { MemberTable } from "./MemberTable.tsx"
import { useSettled } from "./useSettled.ts"

/** Everybody in the programme; what is searched for stands in the address, so that going back finds it again. */
export function MemberList() {
  const { t } = useWords()
  const { searchParams } = useLocation()
  const [text, setText] = useState(searchParams.get("search") ?? "")
  const [minPoints, setMinPoints] = useState(wholeOf(searchParams.get("points")))
  const search = useSettled(text.trim())
  const list = useList<Member>("members", membersQuery, { search: search || null, minPoints })
  const remember = (search: string, points: number | null) => {
    const query = new URLSearchParams()
    if (search) query.set("search", search)
    if (points) query.set("points", String(points))
    void navigate(`/members${query.size ? `?${query}` : ""}`, { replace: true })
  }
  const searchFor = (typed: string) => {
    setText(typed)
    remember(typed, minPoints)
  }
  const atLeast = (points: number | null) => {
    setMinPoints(points)
    remember(text, points)
  }
  const isFiltered = !!search || !!minPoints
  return (
    <Page title={t("members.title")} subtitle={t("members.subtitle")}>
      <BlockStack gap="400">
        <Card>
          <InlineStack gap="300" blockAlign="end">
            <Box minWidth="min(100%, 320px)">
              <TextField
                label={t("members.search")}
                placeholder={t("members.search-placeholder")}
                prefix={<Icon source={SearchIcon} />}
                autoComplete="off"
                clearButton
                value={text}
                onChange={searchFor}
                onClearButtonClick={() => searchFor("")}
              />
            </Box>
            <Box width="140px">
              <WholeField label={t("members.min-points")} value={minPoints} onChange={atLeast} />
            </Box>
          </InlineStack>
        </Card>
        <MemberTable list={list} empty={isFiltered ? <NobodyFound /> : <NobodyYet />} />
      </BlockStack>
    </Page>
  )
}

function NobodyFound() {
  const { t } = useWords()
  return (
    <EmptySearchResult
      withIllustration
      title={t("members.none-found")}
      description={t("members.none-found-advice")}
    />
  )
}

function NobodyYet() {
  const { t } = useWords()
  return (
    <EmptyState heading={t("members.empty-title")} image="">
      <p>{t("members.empty-text")}</p>
    </EmptyState>
  )
}

function wholeOf(text: string | null): number | null {
  return text && /^\d{1,9}$/.test(text) ? Number(text) : null
}
