using ImageShare.Engine.Handovers;
using ImageShare.Engine.Http;
using ImageShare.Engine.Identity;
using ImageShare.Model;

namespace ImageShare.Engine.Shares.Report;

/// <summary>Reads, judges and writes.</summary>
internal sealed class ShareReportService(IShareService shares, IGalleryService galleries, ContextSelector contexts, TimeProvider time)
    : IShareReportService
{
    public Task<ShareReport> WriteAsync(ShareReportSpec spec, ICaller caller, CancellationToken cancellationToken) => Explained.RunAsync(
        async () =>
        {
            HandoverFile.CheckTarget(spec.Path, spec.Force);
            var reader = new ReportReader(shares, galleries, contexts, caller);
            var facts = await reader.ReadAsync(spec, time.GetUtcNow(), cancellationToken);
            var warnings = ReportRules.Warnings(facts);
            if (await caller.ShouldProcessAsync(spec.Path, "Write share report"))
            {
                await HandoverFile.WriteAsync(
                    spec.Path, ReportPage.Of(facts, warnings), hasSecret: false, spec.Force, cancellationToken);
            }

            return new ShareReport
            {
                Path = spec.Path,
                CreatedOn = facts.CreatedOn,
                Consumers = facts.Shares.Count,
                Galleries = facts.Galleries.Count,
                Images = facts.Galleries.Sum(g => g.Images.Count),
                Warnings = warnings,
            };
        },
        new ErrorFacts { Target = spec.Path }, cancellationToken);
}
