import type { PartnerRisk } from '@dossier/shared/partner';
import type { Purpose } from '@dossier/shared/privacy';
import { InputType, Int } from 'type-graphql';
import { AboutInstallation, Writable } from '../../../platform/graphql/exposure.ts';
import { LocalDateScalar } from '../../../platform/graphql/scalars.ts';
import { PurposeEnum } from '../../privacy/index.ts';
import { PartnerRiskEnum } from './partner-enums.ts';

const REQUIRED = { nullable: false };

/** What an app may get. */
@AboutInstallation()
@InputType({ description: 'What a partner app may get, and within which bounds: what two people approve.' })
export class PartnerTermsInput {
  @Writable(() => String, 'INTERNAL', 'The company that gets the data, at most 200 characters.', REQUIRED)
  company: string;
  @Writable(() => String, 'INTERNAL', 'The country where it keeps them (ISO 3166-1 alpha-2).', REQUIRED)
  region: string;
  @Writable(() => [PurposeEnum], 'INTERNAL', 'What it may ask for data for; each request names one.', REQUIRED)
  purposes: Purpose[];
  @Writable(
    () => [String],
    'INTERNAL',
    'Coordinates of `partnerOfferedFields`, for example `Customer.name`; nothing else exists for the app.',
    REQUIRED,
  )
  fields: string[];
  @Writable(() => [String], 'INTERNAL', 'Networks that it may come from, as CIDR, at most 50; none: from anywhere.')
  addresses?: string[] | null;
  @Writable(() => LocalDateScalar, 'INTERNAL', 'The first day of the contract.', REQUIRED)
  contractFrom: string;
  @Writable(() => LocalDateScalar, 'INTERNAL', 'The last day of the contract.', REQUIRED)
  contractTo: string;
  @Writable(() => PartnerRiskEnum, 'INTERNAL', 'How much harm the app could do.', REQUIRED)
  risk: PartnerRisk;
  @Writable(() => Int, 'INTERNAL', 'Points that it may spend at once; they come back within a minute.', REQUIRED)
  burst: number;
  @Writable(() => Int, 'INTERNAL', 'Points that it may spend in a day (UTC).', REQUIRED)
  perDay: number;
}

/** A partner app as it shall be. */
@AboutInstallation()
@InputType({ description: 'A partner app as it shall be.' })
export class PartnerAppInput {
  @Writable(() => String, 'INTERNAL', 'What it is called, at most 120 characters; unique.', REQUIRED)
  name: string;
  @Writable(() => String, 'INTERNAL', 'Who answers for it at the partner.', REQUIRED)
  contactName: string;
  @Writable(() => String, 'INTERNAL', 'Where to reach them by e-mail.', REQUIRED)
  contactEmail: string;
  @Writable(() => String, 'INTERNAL', 'What it is for, in words, at most 2,000 characters.')
  note?: string | null;
  @Writable(
    () => PartnerTermsInput,
    'INTERNAL',
    'What it may get. Less than what is in force counts at once; anything more has to be submitted and approved.',
    REQUIRED,
  )
  terms: PartnerTermsInput;
}
