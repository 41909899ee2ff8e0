import { fate } from '../fate.ts'
import type { JobHandlers } from '../store/jobs.ts'
import { createRecord, type RecordNeeds } from './record.ts'

export interface Timeline {
  jobs: Pick<JobHandlers, 'record-timeline'>
}

/** HubSpot is told: record · update. */
export function createTimeline(needs: RecordNeeds): Timeline {
  const record = createRecord(needs)
  return {
    jobs: { 'record-timeline': (data, signal) => fate('record-timeline', needs.log, () => record(data, signal)) },
  }
}
