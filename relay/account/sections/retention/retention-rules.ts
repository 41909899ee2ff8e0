import type { SectionRules } from '../section-rules.ts'

/** For how long an account's data are kept: as long as whoever runs the relay says, or shorter. */
export const retentionRules: SectionRules<'retention'> = {
  older: [],
  ordinary: {},
  check({ rawDays, storyDays }, { retain }) {
    const longer = (days: number) => `must be at most ${days}: whoever runs the relay keeps nothing longer`
    const raw = rawDays ?? retain.raw
    const stories = storyDays ?? retain.stories
    return [
      ...(raw > retain.raw ? [{ path: 'rawDays', words: longer(retain.raw) }] : []),
      ...(stories > retain.stories ? [{ path: 'storyDays', words: longer(retain.stories) }] : []),
      ...(stories < raw
        ? [
            {
              path: 'storyDays',
              words: `must not be less than rawDays, ${raw}: what became of a message is kept longest`,
            },
          ]
        : []),
    ]
  },
}
