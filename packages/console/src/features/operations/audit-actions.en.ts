import type { AuditActionTexts } from './audit-actions.zh-CN.ts';

/** What was done, in English. */
export const auditActionTexts = {
  access: {
    denied: 'Access refused',
  },
  alarm: {
    acknowledged: 'Alarm closed',
    raised: 'Alarm raised',
  },
  apiToken: {
    created: 'Token created',
    revoked: 'Token revoked',
  },
  approval: {
    approved: 'Request approved',
    asked: 'Approval asked for',
    expired: 'Request expired',
    refused: 'Request refused',
    used: 'Approved request done',
    withdrawn: 'Request taken back',
  },
  audit: {
    restored: 'Restore of the audit log signed for',
  },
  backup: {
    restored: 'Backup restored',
    written: 'Backup written',
  },
  breakGlass: {
    began: 'Emergency access began',
    ended: 'Emergency access ended early',
    read: 'Read under emergency access',
    reviewed: 'Emergency access reviewed',
  },
  case: {
    closed: 'Support case closed',
    opened: 'Support case opened',
  },
  codeList: {
    updated: 'Code list changed',
  },
  consent: {
    rebuilt: 'Standing consents rebuilt',
    recorded: 'Consent recorded',
    withdrawn: 'Consent withdrawn',
  },
  customer: {
    pinned: 'Value pinned',
    unpinned: 'Pin taken away',
    verified: 'Value verified',
    assigned: 'Owner of customers changed',
    claimed: 'Customer claimed from the pool',
    erased: 'Customer erased',
    erasureCancelled: 'Request to erase a customer taken back',
    erasureRequested: 'Erasure of a customer asked for',
    lookUpAlarm: 'Alarm: many look-ups in a row found nobody',
    lookedUp: 'Caller looked up',
    merged: 'Customers merged',
    unmerged: 'Merged customer given back',
    split: 'Customer split',
    returnedToPool: 'Idle customer returned to the pool',
    shared: 'Customer shared',
    unshared: 'Sharing of a customer ended',
    archived: 'Customer archived',
    created: 'Customer created',
    recomputed: 'Customers recomputed',
    restored: 'Customer restored',
    revealed: 'Values of a customer revealed',
    tagged: 'Tags of customers changed',
    updated: 'Customer changed',
    viewersListed: 'Asked who saw a customer',
  },
  customerNumber: {
    frozen: 'Customer number frozen',
    reserved: 'Customer numbers reserved',
    unfrozen: 'Customer number unfrozen',
  },
  decisionChain: {
    created: 'Decision chain begun',
    updated: 'Decision chain changed',
  },
  decisionMember: {
    added: 'Somebody added to a decision chain',
    removed: 'Somebody taken out of a decision chain',
    updated: 'Somebody in a decision chain changed',
  },
  export: {
    downloaded: 'Export downloaded',
    finished: 'Export finished',
    requested: 'Export requested',
  },
  fieldRule: { tried: 'Dry run of rules', updated: 'Field rules changed' },
  file: {
    removed: 'Uploaded file removed',
    uploaded: 'File uploaded',
  },
  identity: {
    decided: 'Pair of customers decided',
    matchStarted: 'Search for duplicates started',
    mergesApproved: 'Merging by itself allowed',
    mergesDeclined: 'Merging by itself declined',
    mergesUndone: 'Merges of a search undone',
  },
  import: {
    applied: 'Part of an import applied',
    cancelled: 'Import cancelled',
    created: 'Import prepared',
    discarded: 'Import draft discarded',
    dryRunStarted: 'Dry run started',
    finished: 'Import finished',
    paused: 'Import paused',
    purgeRequested: 'Purge of an import requested',
    purged: 'Import purged',
    redoRequested: 'Redo of an import requested',
    redone: 'Import redone',
    rejectedRowsDownloaded: 'Rejected rows downloaded',
    resumed: 'Import resumed',
    started: 'Import started',
    undoRequested: 'Undo of an import requested',
    undone: 'Import undone',
  },
  importTemplate: {
    deleted: 'Import template deleted',
    renamed: 'Import template renamed',
    saved: 'Import template saved',
  },
  installation: {
    singleOperatorBegan: 'Single-operator mode began',
    singleOperatorEnded: 'Single-operator mode ended',
  },
  keys: {
    recoveryExported: 'Recovery file of the keys written',
    rotated: 'Key replaced',
    rotationFinished: 'Rotation of keys finished',
  },
  matchPolicy: {
    updated: 'Rules for duplicates changed',
  },
  numberPattern: {
    updated: 'Customer number pattern changed',
  },
  order: {
    cancelled: 'Order cancelled',
    created: 'Order created',
  },
  partnerApp: {
    approved: 'Terms of a partner app approved',
    ended: 'Partner app ended',
    inForce: 'Terms of a partner app in force',
    registered: 'Partner app registered',
    rejected: 'Terms of a partner app sent back',
    resumed: 'Partner app let go on',
    reviewed: 'Partner app reviewed',
    signInFailed: 'Partner app could not prove who it is',
    signedIn: 'Partner app got a token',
    submitted: 'Terms of a partner app submitted',
    suspended: 'Partner app suspended',
    updated: 'Partner app changed',
  },
  partnerCredential: {
    created: 'Credential of a partner app made',
    revoked: 'Credential of a partner app revoked',
  },
  partnerDeveloper: {
    added: 'Somebody of a partner let in',
    removed: 'Somebody of a partner taken away',
  },
  policy: { changed: 'Access policy changed' },
  poolRules: {
    updated: 'Rules of the public pool changed',
  },
  privacyPolicy: {
    published: 'Privacy policy published',
  },
  processingActivity: {
    created: 'Processing activity entered',
    retired: 'Processing activity retired',
    updated: 'Processing activity changed',
  },
  passkey: {
    added: 'Passkey added',
    removed: 'Passkey removed',
  },
  recoveryCodes: {
    renewed: 'Recovery codes renewed',
  },
  relationship: {
    created: 'Relationship recorded',
    ended: 'Relationship ended',
    updated: 'Relationship changed',
    withdrawn: 'Relationship taken back',
  },
  request: {
    refused: 'Malformed or excessive requests refused',
  },
  session: {
    revoked: 'Session ended',
  },
  settings: {
    updated: 'Settings changed',
  },
  source: {
    created: 'Source created',
    renamed: 'Source renamed',
    reordered: 'Order of sources changed',
  },
  tag: {
    created: 'Tag created',
  },
  team: {
    created: 'Team created',
    deleted: 'Team deleted',
    membersChanged: 'Members of a team changed',
    updated: 'Team changed',
  },
  totp: {
    added: 'Authenticator app added',
    removed: 'Authenticator app removed',
  },
  user: {
    territoriesSet: 'Regions of a user set',
    invited: 'User invited',
    passwordResetRequested: 'Password reset requested',
    passwordSet: 'Password set',
    readsListed: 'Asked what somebody saw',
    secondFactorReset: 'Second factor reset',
    signInFailed: 'Sign-in failed',
    signedIn: 'Signed in',
    signedOut: 'Signed out',
    stepUpFailed: 'Second proof failed',
    steppedUp: 'Proved again who they are',
    updated: 'User changed',
  },
  watchRules: {
    updated: 'Watch rules changed',
  },
} as const satisfies AuditActionTexts;
