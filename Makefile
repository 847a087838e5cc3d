# Every CI step is one of these.
SHELL := /bin/sh
MVN := ./mvnw -B -q
SOURCES := $(shell find validator runner docs/diagnostics \( -name target -prune \) -o -type f \( -path '*/src/main/*' -o -path 'docs/*' -o -name pom.xml \) -print) pom.xml
BUILT := runner/cli/target/built
# Class archives fit the very jars they were made of; tests make jars too.
JARS := $(wildcard validator/target/*.jar runner/agent/target/*.jar runner/cli/target/*.jar runner/job/target/*.jar runner/local/target/*.jar)
BENCH = java -Ddaggers.root="$(CURDIR)" \
  -cp "runner/bench/target/runner-bench-0.1.0-SNAPSHOT.jar:$$(cat runner/bench/target/classpath)"
HAVE_INFLUXD = command -v influxd >/dev/null 2>&1 || { \
  command -v apt-get >/dev/null 2>&1 && [ "$$(id -u)" = 0 ] && \
  echo "installing Debian's package influxdb, which is not on this machine" && \
  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq influxdb >/dev/null && \
  command -v influxd >/dev/null; }

.PHONY: help demo run yarn test test-yarn test-containers check format validate build influxd fuzz fuzz-codec fuzz-plans faults bench bench-agent bench-state bench-built soak clean

help: ## Show this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-15s %s\n", $$1, $$2}'

demo: build ## Run the whole system on this machine, with live traffic (ARGS=--once ends by itself)
	@$(HAVE_INFLUXD) || true # then it runs on Docker, or says what to install
	@bin/dagger up $(ARGS)

run: build ## Run any command of the project: make run ARGS="validate --help"
	@bin/dagger $(ARGS)

yarn: build ## Run HDFS and YARN on this machine, with a queue for each team (ARGS=--memory=16384)
	@bin/dagger yarn $(ARGS)

test: influxd ## Build everything and run every test, formatting and style checks included
	./mvnw -B -ntp verify

test-yarn: influxd ## Agents on a real YARN, and everything that can go wrong there
	@$(MVN) verify -pl runner/agent -am -Dspotless.check.skip -Ddaggers.yarn=all -Dtest=None \
	  -Dit.test='YarnClusterIT,ClusterStorageIT,YarnPlatformIT,YarnAgentIT,YarnFaultsIT,YarnZooKeeperIT' \
	  -Dsurefire.failIfNoSpecifiedTests=false -Dfailsafe.failIfNoSpecifiedTests=false; \
	  passed=$$?; java runner/agent/FaultTable.java docs/operate.md runner/local/target/failsafe-reports \
	  runner/agent/target/failsafe-reports && exit $$passed

test-containers: ## The end-to-end test on the official images of Kafka and InfluxDB, and what up does on Docker
	@$(MVN) -Pcontainers verify -pl runner/job -am -Dspotless.check.skip -Dtest=None -Dit.test=OfficialImagesIT,InfluxContainerIT \
	  -Dsurefire.failIfNoSpecifiedTests=false -Dfailsafe.failIfNoSpecifiedTests=false

check: ## Formatting, style and the fast tests only
	./mvnw -B -ntp -q verify -DskipITs

fuzz: ## Judge damaged files (FILES=10000, SEED=n): no crash, no hang, no Java in any message
	@$(MVN) test -pl validator -Dtest=FuzzTest -Dspotless.check.skip \
	  -Dfuzz.files=$(or $(FILES),10000) $(if $(SEED),-Dfuzz.seed=$(SEED))

fuzz-codec: ## Hold the decoder against protobuf's own (RECORDS=1000000, SEED=n), and give it hostile records
	@$(MVN) test -pl runner/job -am -Dspotless.check.skip -Dsurefire.failIfNoSpecifiedTests=false \
	  -Dtest='MessageReaderPropertyTest,MessageWriterPropertyTest,HostileRecordsTest' \
	  -Ddaggers.codec.cases=$(or $(RECORDS),1000000) $(if $(SEED),-Ddaggers.codec.seed=$(SEED))

fuzz-plans: ## Let the agent plan in random worlds (WORLDS=2000000, SEED=n, else by the clock)
	@$(MVN) test -pl runner/agent -am -Dspotless.check.skip -Dsurefire.failIfNoSpecifiedTests=false \
	  -Dtest=RandomPlansTest -Ddaggers.plans.worlds=$(or $(WORLDS),2000000) \
	  -Ddaggers.plans.seed=$(or $(SEED),$(shell date +%s)000000)

faults: influxd ## A job whose InfluxDB fails it in every way, down for one and for five minutes too
	@$(MVN) verify -pl runner/job -am -Dspotless.check.skip -Dtest=None -Dit.test=InfluxFaultsIT -Dfaults.long=true \
	  -Dsurefire.failIfNoSpecifiedTests=false -Dfailsafe.failIfNoSpecifiedTests=false

bench: build bench-built ## Measure validator and job: DAGGERS=1000, RECORDS=5000000, ROUNDS=3
	@java runner/bench/ValidateBench.java $(or $(DAGGERS),1000)
	@$(BENCH) io.daggers.bench.PipelineBench $(or $(RECORDS),5000000) $(or $(ROUNDS),3)

bench-state: build bench-built ## Measure much state, and exactly-once: KEYS=10000000, ROUNDS=3
	@$(BENCH) io.daggers.bench.StateBench $(or $(KEYS),10000000) $(or $(ROUNDS),3)

bench-agent: build influxd ## Measure the agent: commit to running beside a bare start, idle rounds, memory: ROUNDS=5
	@$(MVN) verify -pl runner/agent -am -Dspotless.check.skip -Ddaggers.cost=true -Ddaggers.cost.rounds=$(or $(ROUNDS),5) \
	  -Dtest=None -Dit.test=AgentCostIT -Dsurefire.failIfNoSpecifiedTests=false -Dfailsafe.failIfNoSpecifiedTests=false

soak: build bench-built influxd ## A job catches up and keeps up, in flat memory: MINUTES=10, RATE=60000
	@$(BENCH) io.daggers.bench.SoakBench $(or $(MINUTES),10) $(or $(RATE),60000)

bench-built:
	@$(MVN) -Pbench package -pl runner/bench -am -DskipTests -Dspotless.check.skip

format: ## Format the Java sources
	$(MVN) -Pbench spotless:apply

validate: build ## Check every dagger of this repository
	@bin/dagger validate

build: $(BUILT) ## Compile and package

$(BUILT): $(SOURCES) $(JARS)
	@echo "building daggers ..."
	@$(MVN) package -DskipTests
	@runner/cli/archives.sh
	@touch $@

influxd: ## Make sure that an InfluxDB server is installed
	@$(HAVE_INFLUXD) || { \
	  echo "influxd is not on the PATH: install InfluxDB 1.x (on Debian: sudo apt-get install influxdb)" >&2; exit 3; }

clean: ## Remove everything that was built
	$(MVN) clean
