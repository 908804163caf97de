using Gateway.Core.Work;
using Gateway.Host.Composition;
using Gateway.Tests.Running;
using Gateway.Tests.Telemetry;
using Gateway.Workers;
using k8s.Models;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using YamlDotNet.Core;
using YamlDotNet.Serialization;

namespace Gateway.Tests.Deploy;

/// <summary>The Kubernetes manifests, checked without a cluster: their form, and that they say what the program has: roles, port, probes, settings, secrets.</summary>
public sealed class KubernetesTests
{
    private static readonly string Base = Path.Combine(Manifests.Folder, "base");

    [Fact]
    public void Every_source_is_made_of_fields_that_kubernetes_has()
    {
        Manifests.Sources.Count().ShouldBeGreaterThan(8);
        foreach (var file in Manifests.Sources)
            Should.NotThrow(() => Manifests.Read(File.ReadAllText(file)), file);
    }

    [Theory]
    [InlineData("pod.yaml", "readOnlyRootFilesystem:", "readOnlyRootFileSystem:")]
    [InlineData("pod.yaml", "readinessProbe:", "readynessProbe:")]
    [InlineData("roles.yaml", "matchLabels:", "matchLabel:")]
    [InlineData("network.yaml", "podSelector: {}", "podselector: {}")]
    [InlineData("migrate.yaml", "backoffLimit: 10", "backoffLimit: ten")]
    [InlineData("disruption.yaml", "maxUnavailable:", "maxUnavailabel:")]
    public void A_slip_in_a_field_is_found(string file, string right, string wrong)
    {
        var text = File.ReadAllText(Path.Combine(Base, file));
        text.ShouldContain(right);
        Should.Throw<Exception>(() => Manifests.Read(text.Replace(right, wrong, StringComparison.Ordinal))).ToString().ShouldContain(nameof(YamlException));
    }

    [Fact]
    public void Every_role_has_a_deployment_a_disruption_budget_and_no_other_is_there()
    {
        var roles = Of<V1Deployment>("roles.yaml");
        roles.Select(r => r.Metadata.Name).ShouldBe(Roles.Names);
        foreach (var role in roles)
        {
            role.Spec.Template.Spec.Containers.ShouldHaveSingleItem().Args.ShouldBe(["run", "--role", role.Metadata.Name]);
            role.Spec.Selector.MatchLabels["app.kubernetes.io/component"].ShouldBe(role.Metadata.Name);
            role.Spec.Template.Metadata.Labels["app.kubernetes.io/component"].ShouldBe(role.Metadata.Name);
        }

        Of<V1PodDisruptionBudget>("disruption.yaml").Select(b => b.Spec.Selector.MatchLabels["app.kubernetes.io/component"]).ShouldBe(Roles.Names);
    }

    [Fact]
    public void Probes_ask_what_the_program_answers_on_the_port_it_listens_on()
    {
        var container = Pod().Containers.Single();
        container.Ports.Single().ContainerPort.ShouldBe(new Uri(Settings()["Gateway:Http:Url"]!).Port);
        (container.LivenessProbe.HttpGet.Path, container.StartupProbe.HttpGet.Path, container.ReadinessProbe.HttpGet.Path).ShouldBe(("/health/live", "/health/live", "/health/ready"));
        new[] { container.LivenessProbe, container.StartupProbe, container.ReadinessProbe }.ShouldAllBe(p => p.HttpGet.Port == container.Ports.Single().Name);
        foreach (var service in Of<V1Service>("services.yaml"))
            (Roles.Names.Contains(service.Spec.Selector["app.kubernetes.io/component"]), service.Spec.Ports.Single().TargetPort == "http").ShouldBe((true, true));
    }

    [Fact]
    public async Task Every_setting_and_secret_is_one_that_the_program_reads_and_names_a_mounted_place()
    {
        var settings = Settings();
        var roles = Of<V1Deployment>("roles.yaml");
        settings.Keys.Concat(roles.SelectMany(r => r.Spec.Template.Spec.Containers.Single().Env ?? []).Select(e => e.Name.Replace("__", ":", StringComparison.Ordinal)))
            .ShouldAllBe(k => KnownSettings.All.Contains(k));
        var values = new Dictionary<string, string?>(settings, StringComparer.Ordinal)
        {
            ["Gateway:Contracts"] = Shipped.Folder, ["Gateway:Database:Provider"] = "PostgreSql", ["Gateway:Database:ConnectionString"] = "Host=nowhere", ["Gateway:Broker:Password"] = "for this test",
        };
        settings.Keys.Except(await SettingsRead.Async(values), StringComparer.OrdinalIgnoreCase).ShouldBe(["Gateway:Secrets"], "that one is read before the others, by the command line");
        var mounted = Pod().Containers.Single().VolumeMounts.Select(m => m.MountPath).ToList();
        foreach (var place in settings.Where(s => s.Value!.StartsWith('/')).Select(s => s.Value!))
            mounted.ShouldContain(m => place == m || place.StartsWith(m + "/", StringComparison.Ordinal));
        // The two secrets by the names that the guide makes them with.
        var guide = await File.ReadAllTextAsync(Path.Combine(Shipped.Repository, "deploy", "README.md"));
        foreach (var (secret, key) in new[] { ("gateway", "Gateway__Database__ConnectionString"), ("gateway", "Gateway__Broker__Password"), ("gateway", "master.key"), ("gateway-compartment", "compartment.key") })
            guide.ShouldContain($"secret generic {secret} ", Case.Sensitive, key);
        guide.ShouldContain("--from-file=Gateway__Database__ConnectionString=");
        guide.ShouldContain("--from-file=Gateway__Broker__Password=");
        SecretsOf(Pod()).ShouldBe(["gateway"]);
        roles.Where(r => SecretsOf(r.Spec.Template.Spec).Any()).Select(r => (r.Metadata.Name, SecretsOf(r.Spec.Template.Spec).Single())).ShouldBe([("compartment", "gateway-compartment")]);
    }

    [Fact]
    public async Task A_process_may_do_nothing_that_it_does_not_need_and_has_time_to_stop()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(RunningGateway.Settings(Path.GetTempPath(), Shipped.Folder)).Build();
        await using var app = GatewayApplication.Build(configuration, GatewaySettings.Read(configuration), Shipped.Contracts);
        var takes = app.Services.GetRequiredService<IOptions<HostOptions>>().Value.ShutdownTimeout;
        TimeSpan.FromSeconds(Pod().TerminationGracePeriodSeconds!.Value).ShouldBeGreaterThan(takes);
        foreach (var pod in new[] { Pod(), Of<V1Job>("migrate.yaml").Single().Spec.Template.Spec })
        {
            (pod.SecurityContext.RunAsNonRoot, pod.SecurityContext.RunAsUser, pod.SecurityContext.SeccompProfile.Type, pod.AutomountServiceAccountToken).ShouldBe((true, 1654, "RuntimeDefault", false));
            foreach (var container in pod.Containers.Concat(pod.InitContainers ?? []))
            {
                (container.SecurityContext.ReadOnlyRootFilesystem, container.SecurityContext.AllowPrivilegeEscalation).ShouldBe((true, false));
                container.SecurityContext.Capabilities.Drop.ShouldBe(["ALL"]);
                (container.Resources.Requests.ContainsKey("memory"), container.Resources.Limits.ContainsKey("memory")).ShouldBe((true, true));
                container.VolumeMounts.Select(m => m.Name).Except(pod.Volumes.Select(v => v.Name)).ShouldBeEmpty();
            }
        }

        Of<V1NetworkPolicy>("network.yaml")[0].ShouldSatisfyAllConditions(
            deny => deny.Spec.PolicyTypes.ShouldBe(["Ingress", "Egress"]), deny => (deny.Spec.Ingress ?? []).ShouldBeEmpty(), deny => (deny.Spec.Egress ?? []).ShouldBeEmpty());
    }

    [Fact]
    public void What_scales_names_a_stage_and_a_figure_that_the_gateway_tells()
    {
        foreach (var scaled in Manifests.Read(File.ReadAllText(Path.Combine(Manifests.Folder, "components", "keda", "scale.yaml"))))
        {
            scaled.ShouldSatisfyAllConditions(s => s.Version.ShouldBe("keda.sh/v1alpha1"), s => s.Kind.ShouldBe("ScaledObject"));
            var spec = (Dictionary<object, object>)((Dictionary<string, object>)scaled.Body)["spec"];
            ((Dictionary<object, object>)spec["scaleTargetRef"])["name"].ShouldBe(scaled.Name);
            StageNames.All.ShouldContain(scaled.Name);
            var query = (string)((Dictionary<object, object>)((Dictionary<object, object>)((List<object>)spec["triggers"])[0])["metadata"])["query"];
            query.ShouldContain($"gateway_stage=\"{scaled.Name}\"");
            DashboardTests.SeriesOf(query).Except(DashboardTests.Measured(), StringComparer.Ordinal).ShouldBeEmpty();
        }

        foreach (var scaled in Of<V2HorizontalPodAutoscaler>(Path.Combine("..", "components", "autoscaling", "scale.yaml")))
            (Roles.Names.Contains(scaled.Spec.ScaleTargetRef.Name), scaled.Spec.ScaleTargetRef.Name == scaled.Metadata.Name).ShouldBe((true, true));
    }

    [Fact]
    public void What_composes_names_files_that_are_there_and_no_file_is_left_out()
    {
        HashSet<string> named = [];
        foreach (var file in Directory.EnumerateFiles(Manifests.Folder, "kustomization.yaml", SearchOption.AllDirectories))
        {
            var folder = Path.GetDirectoryName(file)!;
            var fields = new Deserializer().Deserialize<Dictionary<string, object>>(File.ReadAllText(file));
            IEnumerable<string> List(string key) => fields.TryGetValue(key, out var list) ? ((List<object>)list).Select(i => i as string ?? (string?)((Dictionary<object, object>)i).GetValueOrDefault("path")).OfType<string>() : [];
            foreach (var path in List("resources").Concat(List("components")).Concat(List("patches")).Select(p => Path.GetFullPath(Path.Combine(folder, p))))
            {
                Path.Exists(path).ShouldBeTrue(path);
                named.Add(Directory.Exists(path) ? Path.Combine(path, "kustomization.yaml") : path);
            }
        }

        Manifests.Sources.Except(named, StringComparer.Ordinal).ShouldBeEmpty();
    }

    [KubectlTheory]
    [InlineData("city", "PostgreSql", 5432)]
    [InlineData("region", "SqlServer", 1433)]
    public void An_overlay_renders_and_what_names_something_names_what_is_there(string overlay, string provider, int port)
    {
        var all = Manifests.Render(overlay);
        IReadOnlyList<T> Kind<T>() => [.. all.Select(m => m.Body).OfType<T>()];
        Kind<V1Deployment>().Select(d => d.Metadata.Name).Order(StringComparer.Ordinal).ShouldBe(Roles.Names.Order(StringComparer.Ordinal));
        all.Where(m => m.Body is not Dictionary<string, object>).Select(m => ((V1ObjectMeta)m.Body.GetType().GetProperty("Metadata")!.GetValue(m.Body)!).NamespaceProperty).ShouldAllBe(n => n == "gateway");
        var settings = Kind<V1ConfigMap>().Single();
        settings.Data["Gateway__Database__Provider"].ShouldBe(provider);
        Kind<V1NetworkPolicy>().SelectMany(p => p.Spec.Egress ?? []).SelectMany(e => e.Ports ?? []).ShouldContain(p => p.Port == port.ToString(System.Globalization.CultureInfo.InvariantCulture));
        var claims = Kind<V1PersistentVolumeClaim>().Select(c => c.Metadata.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var (name, pod) in Kind<V1Deployment>().Select(d => (d.Metadata.Name, d.Spec.Template.Spec)).Concat(Kind<V1Job>().Select(j => (j.Metadata.Name, j.Spec.Template.Spec))))
        {
            pod.Volumes.Where(v => v.PersistentVolumeClaim is not null).ShouldAllBe(v => claims.Contains(v.PersistentVolumeClaim.ClaimName), name);
            foreach (var container in pod.Containers.Concat(pod.InitContainers ?? []))
            {
                container.Image.ShouldStartWith("registry.example.org/");
                (container.EnvFrom ?? []).ShouldAllBe(e => e.ConfigMapRef.Name == settings.Metadata.Name);
                container.VolumeMounts.Select(m => m.Name).Except(pod.Volumes.Select(v => v.Name)).ShouldBeEmpty(name);
            }
        }

        Kind<V1Deployment>().ShouldAllBe(d => d.Spec.Template.Spec.Containers.Single().ReadinessProbe != null && d.Spec.Template.Spec.Containers.Single().Args.Count == 3);
    }

    private static V1PodSpec Pod() => Of<V1Deployment>("pod.yaml").Single().Spec.Template.Spec;

    private static IEnumerable<string> SecretsOf(V1PodSpec pod) => (pod.Volumes ?? []).Where(v => v.Secret is not null).Select(v => v.Secret.SecretName);

    private static IReadOnlyList<T> Of<T>(string file) => [.. Manifests.Read(File.ReadAllText(Path.Combine(Base, file))).Select(m => m.Body).Cast<T>()];

    private static Dictionary<string, string?> Settings() => File.ReadLines(Path.Combine(Base, "settings.env")).Select(l => l.Split('=', 2))
        .ToDictionary(l => l[0].Replace("__", ":", StringComparison.Ordinal), l => (string?)l[1], StringComparer.Ordinal);
}
