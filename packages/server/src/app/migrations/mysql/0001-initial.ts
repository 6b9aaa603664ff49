import { Migration } from '@mikro-orm/migrations';

/** Every table as of the first version. Written by `pnpm generate` from the entities. */
export class Initial extends Migration {
  override name = '0001-initial';

  override up(): void {
    this.addSql(
      'create table if not exists `address` (`customer_id` bigint unsigned not null, `id` bigint unsigned not null, `subject_id` bigint not null, `record_id` bigint not null, `source_id` bigint not null, `type` varchar(12) null, `country` varchar(2) null, `province` varchar(100) null, `city` varchar(100) null, `district` varchar(100) null, `region_code` varchar(6) null, `line` varchar(500) null, `postal_code` varchar(20) null, `is_primary` tinyint not null default 0, `position` smallint not null default 0, `sealed` blob null, primary key (`customer_id`, `id`)) default character set utf8mb4 collate utf8mb4_bin engine = InnoDB',
    );
    this.addSql(
      'create table if not exists `api_token` (`id` bigint unsigned not null, `token_hash` varchar(64) not null, `prefix` varchar(16) not null, `name` varchar(80) not null, `user_id` bigint not null, `created_at` bigint not null, `expires_at` bigint not null, `last_used_at` bigint null, `revoked_at` bigint null, primary key (`id`), unique `api_token_token_hash_unique` (`token_hash`), index `api_token_user_id_id_index` (`user_id`, `id`)) default character set utf8mb4 collate utf8mb4_bin engine = InnoDB',
    );
    this.addSql(
      'create table if not exists `audit_entry` (`id` bigint unsigned not null, `seq` bigint null, `at` bigint not null, `actor_kind` varchar(12) not null, `actor_id` bigint not null, `actor_name` varchar(120) not null, `action` varchar(60) not null, `object_type` varchar(40) not null, `object_id` bigint null, `fields` text not null, `detail` text null, `reason` varchar(300) null, `request_id` varchar(64) not null, `prev_hash` varchar(64) null, `hash` varchar(64) null, primary key (`id`), unique `audit_entry_seq_unique` (`seq`), index `audit_entry_object_id_at_id_index` (`object_id`, `at`, `id`), index `audit_entry_actor_id_at_id_index` (`actor_id`, `at`, `id`), index `audit_entry_at_id_index` (`at`, `id`)) default character set utf8mb4 collate utf8mb4_bin engine = InnoDB',
    );
    this.addSql(
      'create table if not exists `code_entry` (`list` varchar(40) not null, `code` varchar(40) not null, `label_zh` varchar(80) not null, `label_en` varchar(80) not null, `position` int not null, `retired` tinyint not null default 0, `is_built_in` tinyint not null default 0, primary key (`list`, `code`)) default character set utf8mb4 collate utf8mb4_bin engine = InnoDB',
    );
    this.addSql(
      'create table if not exists `consumer` (`name` varchar(60) not null, `seq` bigint not null, `updated_at` bigint not null, primary key (`name`)) default character set utf8mb4 collate utf8mb4_bin engine = InnoDB',
    );
    this.addSql(
      'create table if not exists `contact_point` (`customer_id` bigint unsigned not null, `id` bigint unsigned not null, `subject_id` bigint not null, `record_id` bigint not null, `source_id` bigint not null, `type` varchar(12) not null, `label` varchar(12) null, `value` varchar(320) not null, `match_key` varchar(320) null, `last_four` varchar(4) null, `is_primary` tinyint not null default 0, `is_valid` tinyint not null default 1, `verified_at` bigint null, `holder_name` varchar(200) null, `holder_title` varchar(100) null, `position` smallint not null default 0, `sealed` blob null, primary key (`customer_id`, `id`), index `contact_point_match_key_index` (`match_key`), index `contact_point_last_four_index` (`last_four`)) default character set utf8mb4 collate utf8mb4_bin engine = InnoDB',
    );
    this.addSql(
      "create table if not exists `customer` (`id` bigint unsigned not null, `subject_id` bigint not null, `number` varchar(40) not null, `kind` varchar(12) not null, `name` varchar(200) null, `name_sort` varchar(64) not null default '', `family_name` varchar(100) null, `given_name` varchar(100) null, `gender` varchar(12) null, `birth_date` varchar(10) null, `employer` varchar(200) null, `job_title` varchar(100) null, `industry` varchar(32) null, `size` varchar(32) null, `note` text null, `stage` varchar(32) null, `grade` varchar(32) null, `status` varchar(12) not null default 'ACTIVE', `owner_id` bigint null, `country` varchar(2) null, `province` varchar(100) null, `city` varchar(100) null, `district` varchar(100) null, `completeness` smallint not null default 0, `created_at` bigint not null, `updated_at` bigint not null, `archived_at` bigint null, `version` int not null default 1, `sealed` blob null, primary key (`id`), unique `customer_number_unique` (`number`), index `customer_created_at_id_status_index` (`created_at`, `id`, `status`), index `customer_updated_at_id_status_index` (`updated_at`, `id`, `status`), index `customer_name_sort_id_status_index` (`name_sort`, `id`, `status`), index `customer_province_stage_status_created_at_id_index` (`province`, `stage`, `status`, `created_at`, `id`), index `customer_owner_id_created_at_id_index` (`owner_id`, `created_at`, `id`)) default character set utf8mb4 collate utf8mb4_bin engine = InnoDB",
    );
    this.addSql(
      'create table if not exists `customer_tag` (`customer_id` bigint unsigned not null, `tag_id` bigint unsigned not null, `origin` varchar(8) not null, `tagged_at` bigint not null, primary key (`customer_id`, `tag_id`), index `customer_tag_tag_id_customer_id_index` (`tag_id`, `customer_id`)) default character set utf8mb4 collate utf8mb4_bin engine = InnoDB',
    );
    this.addSql(
      'create table if not exists `export_run` (`id` bigint unsigned not null, `format` varchar(8) not null, `state` varchar(12) not null, `selection` mediumtext not null, `fields` text not null, `locale` varchar(8) not null, `total_rows` bigint null, `row_count` bigint null, `file_name` varchar(120) null, `file_size` bigint null, `job_id` bigint null, `problem` varchar(500) null, `created_by` bigint not null, `created_at` bigint not null, `finished_at` bigint null, primary key (`id`), index `export_run_created_by_created_at_id_index` (`created_by`, `created_at`, `id`)) default character set utf8mb4 collate utf8mb4_bin engine = InnoDB',
    );
    this.addSql(
      'create table if not exists `field_rule` (`field` varchar(32) not null, `rule` varchar(20) not null, `source_ids` text not null, `updated_at` bigint not null, primary key (`field`)) default character set utf8mb4 collate utf8mb4_bin engine = InnoDB',
    );
    this.addSql(
      'create table if not exists `guess_count` (`key` varchar(64) not null, `window_start` bigint not null, `guesses` int not null, primary key (`key`), index `guess_count_window_start_index` (`window_start`)) default character set utf8mb4 collate utf8mb4_bin engine = InnoDB',
    );
    this.addSql(
      'create table if not exists `idempotency_key` (`actor` varchar(40) not null, `name` varchar(120) not null, `fingerprint` varchar(64) not null, `answer` text null, `created_at` bigint not null, primary key (`actor`, `name`), index `idempotency_key_created_at_index` (`created_at`)) default character set utf8mb4 collate utf8mb4_bin engine = InnoDB',
    );
    this.addSql(
      'create table if not exists `identifier` (`customer_id` bigint unsigned not null, `id` bigint unsigned not null, `subject_id` bigint not null, `record_id` bigint not null, `source_id` bigint not null, `type` varchar(16) not null, `issuer` varchar(100) null, `value` varchar(100) not null, `match_key` varchar(320) null, `is_valid` tinyint not null default 1, `verified_at` bigint null, `valid_from` varchar(10) null, `valid_to` varchar(10) null, `position` smallint not null default 0, `sealed` blob null, primary key (`customer_id`, `id`), index `identifier_match_key_index` (`match_key`)) default character set utf8mb4 collate utf8mb4_bin engine = InnoDB',
    );
    this.addSql(
      'create table if not exists `id_sequence` (`name` varchar(32) not null, `next_id` bigint not null, primary key (`name`)) default character set utf8mb4 collate utf8mb4_bin engine = InnoDB',
    );
    this.addSql(
      'create table if not exists `import_order` (`import_id` bigint unsigned not null, `order_id` bigint unsigned not null, primary key (`import_id`, `order_id`)) default character set utf8mb4 collate utf8mb4_bin engine = InnoDB',
    );
    this.addSql(
      'create table if not exists `import_run` (`id` bigint unsigned not null, `file_id` bigint not null, `kind` varchar(12) not null, `state` varchar(16) not null, `source_id` bigint null, `row_shape` varchar(28) not null, `mode` varchar(20) not null, `setup` mediumtext not null, `template_id` bigint null, `counts` text not null, `dry_run` text null, `dry_run_samples` mediumtext null, `checkpoint` text null, `progress` text null, `job_id` bigint null, `problem` varchar(500) null, `created_by` bigint not null, `created_at` bigint not null, `started_at` bigint null, `finished_at` bigint null, `undone_at` bigint null, `purged_at` bigint null, `version` int not null default 1, primary key (`id`), index `import_run_created_at_id_index` (`created_at`, `id`), index `import_run_file_id_index` (`file_id`)) default character set utf8mb4 collate utf8mb4_bin engine = InnoDB',
    );
    this.addSql(
      'create table if not exists `import_template` (`id` bigint unsigned not null, `name` varchar(100) not null, `source_id` bigint null, `kind` varchar(12) not null, `row_shape` varchar(28) not null, `mode` varchar(20) not null, `mapping` mediumtext not null, `keys` text not null, `phone_region` varchar(2) null, `time_zone` varchar(60) null, `currency` varchar(3) null, `fingerprint` varchar(64) not null, `created_by` bigint not null, `updated_at` bigint not null, primary key (`id`), index `import_template_fingerprint_index` (`fingerprint`)) default character set utf8mb4 collate utf8mb4_bin engine = InnoDB',
    );
    this.addSql(
      'create table if not exists `job` (`id` bigint unsigned not null, `kind` varchar(60) not null, `unique_key` varchar(120) null, `state` varchar(12) not null, `payload` text not null, `checkpoint` text null, `steps` int not null default 0, `progress` double null, `note` varchar(200) null, `wanted` varchar(12) null, `attempts` int not null default 0, `max_attempts` int not null default 5, `run_after` bigint not null, `lease_owner` varchar(80) null, `lease_until` bigint null, `fence` int not null default 0, `problem` varchar(500) null, `created_by` bigint not null, `created_at` bigint not null, `started_at` bigint null, `finished_at` bigint null, primary key (`id`), unique `job_unique_key_unique` (`unique_key`), index `job_state_run_after_id_index` (`state`, `run_after`, `id`), index `job_created_at_id_index` (`created_at`, `id`)) default character set utf8mb4 collate utf8mb4_bin engine = InnoDB',
    );
    this.addSql(
      'create table if not exists `lease` (`name` varchar(60) not null, `owner` varchar(80) not null, `until` bigint not null, `fence` int not null, primary key (`name`)) default character set utf8mb4 collate utf8mb4_bin engine = InnoDB',
    );
    this.addSql(
      'create table if not exists `number_alias` (`number` varchar(40) not null, `state` varchar(12) not null, `customer_id` bigint null, `successor` varchar(40) null, `changed_at` bigint not null, `reason` varchar(200) null, primary key (`number`), index `number_alias_customer_id_index` (`customer_id`)) default character set utf8mb4 collate utf8mb4_bin engine = InnoDB',
    );
    this.addSql(
      'create table if not exists `number_block` (`id` bigint unsigned not null, `scope` varchar(120) not null, `pattern` varchar(80) not null, `first_value` bigint not null, `last_value` bigint not null, `first_number` varchar(40) not null, `last_number` varchar(40) not null, `taken_at` bigint not null, `taken_by` varchar(80) not null, primary key (`id`)) default character set utf8mb4 collate utf8mb4_bin engine = InnoDB',
    );
    this.addSql(
      'create table if not exists `number_sequence` (`scope` varchar(120) not null, `next_value` bigint not null, primary key (`scope`)) default character set utf8mb4 collate utf8mb4_bin engine = InnoDB',
    );
    this.addSql(
      'create table if not exists `one_time_link` (`id` bigint unsigned not null, `token_hash` varchar(64) not null, `purpose` varchar(24) not null, `user_id` bigint not null, `created_at` bigint not null, `expires_at` bigint not null, `used_at` bigint null, primary key (`id`), unique `one_time_link_token_hash_unique` (`token_hash`), index `one_time_link_user_id_id_index` (`user_id`, `id`)) default character set utf8mb4 collate utf8mb4_bin engine = InnoDB',
    );
    this.addSql(
      "create table if not exists `order_line` (`order_id` bigint unsigned not null, `line_key` varchar(100) not null, `id` bigint not null, `revision` bigint not null, `import_id` bigint not null, `retracted` tinyint not null default 0, `given` smallint not null, `product_id` bigint null, `description` varchar(300) null, `quantity` bigint not null, `unit_price` bigint not null, `amount` bigint not null, `kind` varchar(8) not null, `placed_at` bigint not null, `named_customer_id` bigint not null default '0', `stated_status` varchar(16) null, primary key (`order_id`, `line_key`), index `order_line_product_id_retracted_index` (`product_id`, `retracted`)) default character set utf8mb4 collate utf8mb4_bin engine = InnoDB",
    );
    this.addSql(
      "create table if not exists `order_line_version` (`order_id` bigint unsigned not null, `line_key` varchar(100) not null, `revision` bigint unsigned not null, `import_id` bigint not null, `retracted` tinyint not null default 0, `given` smallint not null, `product_id` bigint null, `description` varchar(300) null, `quantity` bigint not null, `unit_price` bigint not null, `amount` bigint not null, `kind` varchar(8) not null, `placed_at` bigint not null, `named_customer_id` bigint not null default '0', `stated_status` varchar(16) null, primary key (`order_id`, `line_key`, `revision`), index `order_line_version_product_id_index` (`product_id`)) default character set utf8mb4 collate utf8mb4_bin engine = InnoDB",
    );
    this.addSql(
      'create table if not exists `outbox_event` (`id` bigint unsigned not null, `seq` bigint null, `at` bigint not null, `type` varchar(60) not null, `object_id` bigint null, `payload` text not null, primary key (`id`), unique `outbox_event_seq_unique` (`seq`)) default character set utf8mb4 collate utf8mb4_bin engine = InnoDB',
    );
    this.addSql(
      "create table if not exists `product` (`id` bigint unsigned not null, `source_id` bigint not null, `code` varchar(100) not null, `product_key` varchar(120) not null, `name` varchar(300) null, `import_id` bigint not null default '0', `created_at` bigint not null, primary key (`id`), unique `product_product_key_unique` (`product_key`), index `product_code_id_index` (`code`, `id`)) default character set utf8mb4 collate utf8mb4_bin engine = InnoDB",
    );
    this.addSql(
      "create table if not exists `purchase_order` (`id` bigint unsigned not null, `customer_id` bigint not null, `subject_id` bigint not null default '0', `source_id` bigint not null, `number` varchar(150) not null, `order_key` varchar(190) not null, `currency` varchar(3) not null, `placed_at` bigint not null, `total` bigint not null, `line_count` int not null, `return_count` int not null, `status` varchar(16) not null, `retracted` tinyint not null default 0, `cancelled_at` bigint null, `created_at` bigint not null, `updated_at` bigint not null, `version` int not null default 1, primary key (`id`), unique `purchase_order_order_key_unique` (`order_key`), index `purchase_order_customer_id_retracted_placed_at_id_index` (`customer_id`, `retracted`, `placed_at`, `id`), index `purchase_order_placed_at_id_index` (`placed_at`, `id`), index `purchase_order_total_id_index` (`total`, `id`), index `purchase_order_number_index` (`number`)) default character set utf8mb4 collate utf8mb4_bin engine = InnoDB",
    );
    this.addSql(
      'create table if not exists `import_rejected_row` (`import_id` bigint unsigned not null, `line` int unsigned not null, `column_name` varchar(200) null, `code` varchar(60) not null, `params` text null, `cells` mediumtext not null, primary key (`import_id`, `line`)) default character set utf8mb4 collate utf8mb4_bin engine = InnoDB',
    );
    this.addSql(
      'create table if not exists `schedule` (`name` varchar(60) not null, `last_slot` bigint not null, primary key (`name`)) default character set utf8mb4 collate utf8mb4_bin engine = InnoDB',
    );
    this.addSql(
      'create table if not exists `seal_head` (`name` varchar(40) not null, `seq` bigint not null, `hash` varchar(64) not null, primary key (`name`)) default character set utf8mb4 collate utf8mb4_bin engine = InnoDB',
    );
    this.addSql(
      'create table if not exists `search_token` (`token` varchar(40) not null, `customer_id` bigint unsigned not null, primary key (`token`, `customer_id`)) default character set utf8mb4 collate utf8mb4_bin engine = InnoDB',
    );
    this.addSql(
      'create table if not exists `session` (`id` bigint unsigned not null, `token_hash` varchar(64) not null, `user_id` bigint not null, `created_at` bigint not null, `last_seen_at` bigint not null, `expires_at` bigint not null, `user_agent` varchar(200) null, primary key (`id`), unique `session_token_hash_unique` (`token_hash`), index `session_user_id_id_index` (`user_id`, `id`), index `session_expires_at_index` (`expires_at`)) default character set utf8mb4 collate utf8mb4_bin engine = InnoDB',
    );
    this.addSql(
      'create table if not exists `setting` (`name` varchar(60) not null, `value` varchar(500) not null, primary key (`name`)) default character set utf8mb4 collate utf8mb4_bin engine = InnoDB',
    );
    this.addSql(
      'create table if not exists `source` (`id` bigint unsigned not null, `code` varchar(40) not null, `name` varchar(100) not null, `priority` int not null, `is_built_in` tinyint not null default 0, `created_at` bigint not null, `version` int not null default 1, primary key (`id`), unique `source_code_unique` (`code`)) default character set utf8mb4 collate utf8mb4_bin engine = InnoDB',
    );
    this.addSql(
      'create table if not exists `source_record` (`customer_id` bigint unsigned not null, `id` bigint unsigned not null, `subject_id` bigint not null, `source_id` bigint not null, `external_id` varchar(150) null, `current_key` varchar(190) null, `channel` varchar(12) not null, `import_id` bigint null, `line_number` int null, `actor_id` bigint null, `recorded_from` bigint not null, `recorded_to` bigint null, `retracted` tinyint not null default 0, `present` bigint not null, `document` text not null, `sealed` blob null, `digests` text null, primary key (`customer_id`, `id`), unique `source_record_current_key_unique` (`current_key`), index `source_record_import_id_customer_id_index` (`import_id`, `customer_id`)) default character set utf8mb4 collate utf8mb4_bin engine = InnoDB',
    );
    this.addSql(
      'create table if not exists `staff_user` (`id` bigint unsigned not null, `name` varchar(120) not null, `email` varchar(254) not null, `password_hash` varchar(200) null, `roles` varchar(120) not null, `status` varchar(12) not null, `locale` varchar(10) null, `last_sign_in_at` bigint null, `created_at` bigint not null, `version` int not null, primary key (`id`), unique `staff_user_email_unique` (`email`), index `staff_user_status_id_index` (`status`, `id`)) default character set utf8mb4 collate utf8mb4_bin engine = InnoDB',
    );
    this.addSql(
      'create table if not exists `tag` (`id` bigint unsigned not null, `name` varchar(60) not null, `colour` varchar(16) null, `created_at` bigint not null, primary key (`id`), unique `tag_name_unique` (`name`)) default character set utf8mb4 collate utf8mb4_bin engine = InnoDB',
    );
    this.addSql(
      'create table if not exists `uploaded_file` (`id` bigint unsigned not null, `name` varchar(200) not null, `size` bigint not null, `sha256` varchar(64) not null, `state` varchar(16) not null, `problem` varchar(60) null, `detection` mediumtext null, `uploaded_at` bigint not null, `uploaded_by` bigint not null, primary key (`id`), index `uploaded_file_sha256_index` (`sha256`)) default character set utf8mb4 collate utf8mb4_bin engine = InnoDB',
    );
  }
}
