-- A store of the form 0001 with one document, mention and incident, as it was written then. Never edit it.
BEGIN TRANSACTION;
CREATE TABLE alias (
	n INTEGER NOT NULL, 
	alias TEXT NOT NULL, 
	incident TEXT NOT NULL, 
	since TEXT NOT NULL, 
	until TEXT, 
	by_whom TEXT NOT NULL, 
	why TEXT NOT NULL, 
	PRIMARY KEY (n)
);
CREATE TABLE band (
	band TEXT NOT NULL, 
	document TEXT NOT NULL, 
	PRIMARY KEY (band, document)
)
 WITHOUT ROWID

;
INSERT INTO "band" VALUES('b','d_1');
CREATE TABLE block (
	block TEXT NOT NULL, 
	incident TEXT NOT NULL, 
	changed TEXT NOT NULL, 
	PRIMARY KEY (block, incident)
)
 WITHOUT ROWID

;
INSERT INTO "block" VALUES('k','i_1','2025-02-01T12:00:00.000000+00:00');
CREATE TABLE claim (
	n INTEGER NOT NULL, 
	id TEXT NOT NULL, 
	incident TEXT NOT NULL, 
	field TEXT NOT NULL, 
	value TEXT, 
	low INTEGER, 
	best INTEGER, 
	high INTEGER, 
	stance TEXT NOT NULL, 
	speaker TEXT, 
	speaker_name TEXT, 
	speaker_key TEXT, 
	said_on DATE, 
	document TEXT NOT NULL, 
	mention TEXT NOT NULL, 
	words TEXT NOT NULL, 
	origin TEXT NOT NULL, 
	told TEXT NOT NULL, 
	superseded_by TEXT, 
	digest TEXT NOT NULL, 
	position INTEGER NOT NULL, 
	body JSON NOT NULL, 
	since TEXT NOT NULL, 
	until TEXT, 
	PRIMARY KEY (n)
);
INSERT INTO "claim" VALUES(1,'c_1','i_1','killed','five people',3,5,NULL,'affirms','group:m23','March 23 Movement','march 23 movement','2025-01-28','d_1','m_1','M23 said five people had died.','Reuters','asserted',NULL,'6ae6b1a6b5df30d42e7a2350c8218358',0,'{"id":"c_1","incident":"i_1","field":"killed","value":"five people","count":{"low":3,"best":5,"high":null},"stance":"affirms","speaker":{"id":"group:m23","name":"March 23 Movement","country":"COD","sector":"REB"},"cue":"said","said_on":"2025-01-28","document":"d_1","mention":"m_1","evidence":{"start":0,"end":30,"text":"M23 said five people had died."},"origin":"Reuters","told":"asserted","superseded_by":null}','2025-02-01T12:00:00.000000+00:00',NULL);
CREATE TABLE document (
	n INTEGER NOT NULL, 
	id TEXT NOT NULL, 
	revision INTEGER NOT NULL, 
	digest TEXT NOT NULL, 
	title TEXT, 
	published DATE, 
	url TEXT, 
	outlet TEXT, 
	language TEXT, 
	file TEXT, 
	provider TEXT, 
	copy_of TEXT, 
	origin TEXT, 
	text TEXT NOT NULL, 
	body JSON NOT NULL, 
	signature BLOB, 
	run TEXT NOT NULL, 
	added TEXT NOT NULL, 
	changed TEXT NOT NULL, 
	PRIMARY KEY (n), 
	UNIQUE (id)
);
INSERT INTO "document" VALUES(1,'d_1',1,'a1a1d3a535c195b58ae635db22e85069','Report 1','2025-01-28','https://example.org/1','The Lakes Post','en','1.html','Reuters',NULL,'Reuters','Rebels captured Goma.
Rwanda denied it.','{"id":"d_1","title":"Report 1","published":"2025-01-28","url":"https://example.org/1","outlet":"The Lakes Post","author":null,"language":"en","file":"1.html","regions":[{"start":0,"end":21,"kind":"body","reason":"all"}],"related":[{"text":"More","url":null}],"provider":"Reuters"}',X'01','u_1','2025-02-01T12:00:00.000000+00:00','2025-02-01T12:00:00.000000+00:00');
CREATE TABLE document_revision (
	document TEXT NOT NULL, 
	revision INTEGER NOT NULL, 
	digest TEXT NOT NULL, 
	text TEXT NOT NULL, 
	body JSON NOT NULL, 
	run TEXT NOT NULL, 
	since TEXT NOT NULL, 
	until TEXT NOT NULL, 
	PRIMARY KEY (document, revision)
);
CREATE TABLE incident (
	n INTEGER NOT NULL, 
	id TEXT NOT NULL, 
	revision INTEGER NOT NULL, 
	digest TEXT NOT NULL, 
	type TEXT NOT NULL, 
	mode TEXT, 
	told TEXT NOT NULL, 
	status TEXT NOT NULL, 
	start_day DATE, 
	end_day DATE, 
	first_day DATE NOT NULL, 
	last_day DATE NOT NULL, 
	place_id INTEGER, 
	place TEXT, 
	place_key TEXT, 
	admin1 TEXT, 
	country TEXT, 
	lat FLOAT, 
	lon FLOAT, 
	origins INTEGER NOT NULL, 
	documents INTEGER NOT NULL, 
	first_reported DATE, 
	last_reported DATE, 
	score FLOAT NOT NULL, 
	about TEXT, 
	words TEXT NOT NULL, 
	run TEXT NOT NULL, 
	added TEXT NOT NULL, 
	changed TEXT NOT NULL, 
	PRIMARY KEY (n), 
	UNIQUE (id)
);
INSERT INTO "incident" VALUES(1,'i_1',1,'70b6a3c14246134c9f5bedcdb3c1e93b','ASSAULT','territory','asserted','reported','2025-01-27','2025-01-28','2025-01-27','2025-01-27',216281,'Goma','goma','North Kivu','COD',-1.67,29.22,1,1,'2025-01-28','2025-01-28',0.8,NULL,'March 23 Movement
DR Congo
Goma
North Kivu
assault
territory
military
Rebels captured Goma.','u_1','2025-02-01T12:00:00.000000+00:00','2025-02-01T12:00:00.000000+00:00');
CREATE TABLE incident_actor (
	incident TEXT NOT NULL, 
	role TEXT NOT NULL, 
	position INTEGER NOT NULL, 
	actor TEXT, 
	name TEXT NOT NULL, 
	name_key TEXT NOT NULL, 
	country TEXT, 
	sector TEXT, 
	PRIMARY KEY (incident, role, position)
)
 WITHOUT ROWID

;
INSERT INTO "incident_actor" VALUES('i_1','actor',0,'group:m23','March 23 Movement','march 23 movement','COD','REB');
INSERT INTO "incident_actor" VALUES('i_1','recipient',0,'country:COD','DR Congo','dr congo','COD','GOV');
CREATE TABLE incident_revision (
	incident TEXT NOT NULL, 
	revision INTEGER NOT NULL, 
	what TEXT NOT NULL, 
	type TEXT NOT NULL, 
	mode TEXT, 
	told TEXT NOT NULL, 
	status TEXT NOT NULL, 
	start_day DATE, 
	end_day DATE, 
	first_day DATE NOT NULL, 
	last_day DATE NOT NULL, 
	place_id INTEGER, 
	place TEXT, 
	place_key TEXT, 
	admin1 TEXT, 
	country TEXT, 
	lat FLOAT, 
	lon FLOAT, 
	origins INTEGER NOT NULL, 
	documents INTEGER NOT NULL, 
	first_reported DATE, 
	last_reported DATE, 
	score FLOAT NOT NULL, 
	about TEXT, 
	parties TEXT NOT NULL, 
	body JSON NOT NULL, 
	since TEXT NOT NULL, 
	until TEXT, 
	by_whom TEXT NOT NULL, 
	why TEXT NOT NULL, 
	run TEXT NOT NULL, 
	PRIMARY KEY (incident, revision)
);
INSERT INTO "incident_revision" VALUES('i_1',1,'added','ASSAULT','territory','asserted','reported','2025-01-27','2025-01-28','2025-01-27','2025-01-27',216281,'Goma','goma','North Kivu','COD',-1.67,29.22,1,1,'2025-01-28','2025-01-28',0.8,NULL,'|country:COD|dr congo|group:m23|march 23 movement|','{"id":"i_1","type":"ASSAULT","mode":"territory","contexts":["military"],"cameo":"1831","quad":4,"intensity":-9.5,"told":"asserted","status":"reported","start":"2025-01-27","end":"2025-01-28","time_precision":"day","time_basis":"relative","place":{"text":"Goma","start":0,"end":4,"name":"Goma","geonameid":216281,"country":"COD","admin1":"North Kivu","lat":-1.67,"lon":29.22,"precision":"town"},"actors":[{"id":"group:m23","name":"March 23 Movement","country":"COD","sector":"REB"}],"recipients":[{"id":"country:COD","name":"DR Congo","country":"COD","sector":"GOV"}],"counts":[["killed",{"low":3,"best":5,"high":null}]],"origins":1,"documents":1,"first_reported":"2025-01-28","last_reported":"2025-01-28","score":0.8,"reasons":["place:same"],"about":null}','2025-02-01T12:00:00.000000+00:00',NULL,'merging','new report','u_1');
CREATE TABLE judgement (
	n INTEGER NOT NULL, 
	id TEXT NOT NULL, 
	at TEXT NOT NULL, 
	by_whom TEXT NOT NULL, 
	verdict TEXT, 
	left_id TEXT, 
	right_id TEXT, 
	field TEXT, 
	value TEXT, 
	why TEXT, 
	undoes TEXT, 
	PRIMARY KEY (n), 
	UNIQUE (id)
);
CREATE TABLE membership (
	n INTEGER NOT NULL, 
	incident TEXT NOT NULL, 
	mention TEXT NOT NULL, 
	document TEXT NOT NULL, 
	origin TEXT NOT NULL, 
	is_copy BOOLEAN NOT NULL, 
	score FLOAT NOT NULL, 
	digest TEXT NOT NULL, 
	position INTEGER NOT NULL, 
	body JSON NOT NULL, 
	since TEXT NOT NULL, 
	until TEXT, 
	PRIMARY KEY (n)
);
INSERT INTO "membership" VALUES(1,'i_1','m_1','d_1','Reuters',0,0.9,'9bc0fff875742c6248780adbade484ea',0,'{"mention":"m_1","document":"d_1","file":"1.html","url":null,"outlet":"The Lakes Post","published":"2025-01-28","trigger":{"start":7,"end":15,"text":"captured"},"evidence":{"start":0,"end":21,"text":"Rebels captured Goma."},"origin":"Reuters","is_copy":false,"score":0.9,"reasons":["place:same"]}','2025-02-01T12:00:00.000000+00:00',NULL);
CREATE TABLE mention (
	id TEXT NOT NULL, 
	document TEXT NOT NULL, 
	type TEXT NOT NULL, 
	mode TEXT, 
	status TEXT NOT NULL, 
	start_day DATE, 
	end_day DATE, 
	place_id INTEGER, 
	place TEXT, 
	place_key TEXT, 
	admin1 TEXT, 
	country TEXT, 
	lat FLOAT, 
	lon FLOAT, 
	trigger_text TEXT NOT NULL, 
	evidence_text TEXT NOT NULL, 
	score FLOAT NOT NULL, 
	digest TEXT NOT NULL, 
	body JSON NOT NULL, 
	run TEXT NOT NULL, 
	at TEXT NOT NULL, 
	PRIMARY KEY (id)
);
INSERT INTO "mention" VALUES('m_1','d_1','ASSAULT','territory','asserted','2025-01-27','2025-01-28',216281,'Goma','goma','North Kivu','COD',-1.67,29.22,'captured','Rebels captured Goma.',0.8,'81142d2cb6dd481f7a353866a47ad00d','{"id":"m_1","document":"d_1","type":"ASSAULT","mode":"territory","contexts":["military"],"cameo":"1831","quad":4,"intensity":-9.5,"status":"asserted","trigger":{"start":7,"end":15,"text":"captured"},"evidence":{"start":0,"end":21,"text":"Rebels captured Goma."},"actors":[{"text":"March 23 Movement","start":0,"end":6,"id":"group:m23","name":"March 23 Movement","country":"COD","sector":"REB","reason":"role:nsubj"}],"recipients":[{"text":"DR Congo","start":0,"end":6,"id":"country:COD","name":"DR Congo","country":"COD","sector":"GOV","reason":"role:nsubj"}],"place":{"text":"Goma","start":0,"end":4,"name":"Goma","geonameid":216281,"country":"COD","admin1":"North Kivu","lat":-1.67,"lon":29.22,"precision":"town"},"time":{"text":"Monday","start":"2025-01-27","end":"2025-01-28","precision":"day","basis":"relative"},"counts":[["killed",{"low":3,"best":5,"high":null}]],"attributions":[{"speaker":{"text":"Rwanda","start":0,"end":6,"id":"country:RWA","name":"Rwanda","country":"RWA","sector":"GOV","reason":"role:nsubj"},"cue":"denied","stance":"denies"}],"about":null,"also":[],"score":0.8,"reasons":["trigger:capture"]}','u_1','2025-02-01T12:00:00.000000+00:00');
CREATE TABLE participant (
	mention TEXT NOT NULL, 
	role TEXT NOT NULL, 
	position INTEGER NOT NULL, 
	actor TEXT, 
	name TEXT NOT NULL, 
	name_key TEXT NOT NULL, 
	country TEXT, 
	sector TEXT, 
	PRIMARY KEY (mention, role, position)
)
 WITHOUT ROWID

;
INSERT INTO "participant" VALUES('m_1','actor',0,'group:m23','March 23 Movement','march 23 movement','COD','REB');
INSERT INTO "participant" VALUES('m_1','recipient',0,'country:COD','DR Congo','dr congo','COD','GOV');
CREATE TABLE relation_mention (
	id TEXT NOT NULL, 
	document TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	status TEXT NOT NULL, 
	subject TEXT NOT NULL, 
	object TEXT, 
	place TEXT, 
	evidence_text TEXT NOT NULL, 
	digest TEXT NOT NULL, 
	body JSON NOT NULL, 
	run TEXT NOT NULL, 
	at TEXT NOT NULL, 
	PRIMARY KEY (id)
);
CREATE TABLE run (
	id TEXT NOT NULL, 
	command TEXT NOT NULL, 
	started TEXT NOT NULL, 
	ended TEXT, 
	code TEXT NOT NULL, 
	model TEXT NOT NULL, 
	tables TEXT NOT NULL, 
	settings TEXT NOT NULL, 
	documents INTEGER NOT NULL, 
	mentions INTEGER NOT NULL, 
	incidents INTEGER NOT NULL, 
	skipped INTEGER NOT NULL, 
	PRIMARY KEY (id)
);
CREATE TABLE skipped (
	n INTEGER NOT NULL, 
	run TEXT NOT NULL, 
	file TEXT NOT NULL, 
	step TEXT NOT NULL, 
	reason TEXT NOT NULL, 
	at TEXT NOT NULL, 
	PRIMARY KEY (n)
);
CREATE TABLE step (
	n INTEGER NOT NULL, 
	source TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	effect TEXT NOT NULL, 
	subject TEXT, 
	subject_name TEXT NOT NULL, 
	subject_key TEXT NOT NULL, 
	object TEXT, 
	object_name TEXT, 
	object_key TEXT, 
	place_id INTEGER, 
	place TEXT, 
	place_key TEXT, 
	admin1 TEXT, 
	country TEXT, 
	lat FLOAT, 
	lon FLOAT, 
	earliest DATE, 
	latest DATE, 
	status TEXT NOT NULL, 
	digest TEXT NOT NULL, 
	position INTEGER NOT NULL, 
	body JSON NOT NULL, 
	since TEXT NOT NULL, 
	until TEXT, 
	PRIMARY KEY (n)
);
CREATE TABLE tocsin_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT tocsin_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "tocsin_version" VALUES('0001');
CREATE TABLE tombstone (
	n INTEGER NOT NULL, 
	id TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	what TEXT NOT NULL, 
	merged_into TEXT, 
	revision INTEGER NOT NULL, 
	at TEXT NOT NULL, 
	by_whom TEXT NOT NULL, 
	why TEXT NOT NULL, 
	PRIMARY KEY (n)
);
CREATE INDEX ix_skipped_run ON skipped (run);
CREATE INDEX ix_document_published ON document (published);
CREATE INDEX ix_document_copy_of ON document (copy_of);
CREATE INDEX ix_document_changed ON document (changed);
CREATE INDEX ix_document_revision_since ON document_revision (since);
CREATE INDEX ix_band_document ON band (document);
CREATE INDEX ix_mention_document ON mention (document);
CREATE INDEX ix_participant_actor ON participant (actor);
CREATE INDEX ix_participant_name_key ON participant (name_key);
CREATE INDEX ix_relation_mention_document ON relation_mention (document);
CREATE INDEX ix_incident_start ON incident (start_day);
CREATE INDEX ix_incident_type ON incident (type, first_day, mode);
CREATE INDEX ix_incident_changed ON incident (changed);
CREATE INDEX ix_incident_place ON incident (place_id);
CREATE INDEX ix_incident_day ON incident (first_day, id, last_day);
CREATE INDEX ix_incident_country ON incident (country, first_day);
CREATE INDEX ix_incident_place_key ON incident (place_key);
CREATE INDEX ix_incident_admin1 ON incident (admin1, first_day);
CREATE INDEX ix_incident_actor_actor ON incident_actor (actor, incident);
CREATE INDEX ix_incident_actor_name ON incident_actor (name_key, incident);
CREATE INDEX ix_incident_revision_since ON incident_revision (since);
CREATE INDEX ix_incident_revision_country ON incident_revision (country, first_day);
CREATE INDEX ix_incident_revision_place ON incident_revision (place_id);
CREATE INDEX ix_incident_revision_day ON incident_revision (first_day, incident, last_day, since, until);
CREATE INDEX ix_membership_document_now ON membership (document) WHERE until IS NULL;
CREATE INDEX ix_membership_incident ON membership (incident);
CREATE INDEX ix_membership_mention_now ON membership (mention) WHERE until IS NULL;
CREATE INDEX ix_alias_incident ON alias (incident);
CREATE INDEX ix_alias_alias ON alias (alias);
CREATE INDEX ix_tombstone_id ON tombstone (id);
CREATE INDEX ix_tombstone_at ON tombstone (at);
CREATE INDEX ix_claim_speaker_now ON claim (speaker, incident) WHERE until IS NULL;
CREATE INDEX ix_claim_id ON claim (id);
CREATE INDEX ix_claim_speaker_key_now ON claim (speaker_key, incident) WHERE until IS NULL;
CREATE INDEX ix_claim_document_now ON claim (document) WHERE until IS NULL;
CREATE INDEX ix_claim_said_now ON claim (said_on, id) WHERE until IS NULL;
CREATE INDEX ix_claim_incident ON claim (incident);
CREATE INDEX ix_block_incident ON block (incident);
CREATE INDEX ix_block_recent ON block (block, changed, incident);
CREATE INDEX ix_step_place_now ON step (place_id, kind) WHERE until IS NULL;
CREATE INDEX ix_step_kind_now ON step (kind, earliest) WHERE until IS NULL;
CREATE INDEX ix_step_object_now ON step (object, kind) WHERE until IS NULL;
CREATE INDEX ix_step_source ON step (source);
CREATE INDEX ix_step_subject_now ON step (subject, kind) WHERE until IS NULL;
CREATE INDEX ix_judgement_undoes ON judgement (undoes);
CREATE INDEX ix_judgement_left_id ON judgement (left_id);
CREATE INDEX ix_judgement_right_id ON judgement (right_id);
COMMIT;
