import type { ComponentBuild } from './build-upload.ts'
import type { PlatformState } from './platform-state.ts'
import { refuse, type CliAnswer, type CliRequest } from './refuse.ts'

/** What the CLI polls about a build or its deploy; both are over as soon as they are asked for. */
export function describeBuild(what: 'build status' | 'deploy status' | 'structure') {
  return (state: PlatformState, _: CliRequest, [id = '']: string[]): CliAnswer => {
    const upload = state.uploads[Number(id) - 1]
    if (!upload) return refuse(404, 'OBJECT_NOT_FOUND', `no build ${id}`)
    const { build, buildId, platformVersion, request } = upload
    if (what === 'structure') {
      return {
        status: 200,
        body: { topLevelComponentsWithChildren: Object.fromEntries(build.map(({ uid }) => [uid, []])) },
      }
    }
    const succeeded = build.every(({ error }) => error === null)
    const times = { createdAt: startedAt, startedAt, finishedAt: startedAt }
    const status = succeeded ? 'SUCCESS' : 'FAILURE'
    if (what === 'deploy status') {
      const subdeployStatuses = build.map((one) => ({ ...component(one), deployName: one.uid, deployType: one.type }))
      return { status: 200, body: { deployId: buildId, buildId, status, subdeployStatuses, ...times } }
    }
    const subbuildStatuses = build.map((one) => ({ ...component(one), buildName: one.uid, buildType: one.type }))
    return {
      status: 200,
      body: {
        buildId,
        status,
        subbuildStatuses,
        platformVersion,
        uploadMessage: request.buildMessage,
        isAutoDeployEnabled: true,
        autoDeployId: succeeded ? buildId : 0,
        deployStatusTaskLocator: succeeded ? { id: String(buildId), links: [] } : null,
        ...times,
      },
    }
  }
}

const startedAt = '2026-09-30T12:00:00Z'

function component({ uid, error }: ComponentBuild): object {
  return {
    id: uid,
    visible: true,
    rootPath: '',
    startedAt,
    finishedAt: startedAt,
    status: error === null ? 'SUCCESS' : 'FAILURE',
    errorMessage: error ?? '',
    standardError: null,
  }
}
