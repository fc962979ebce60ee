//! What a step may reach: its person's own offices, posts, reports and documents. What lies beyond is a
//! bug of the step.

use anyhow::{Context, Result, bail, ensure};

use super::Step;
use crate::dialogue::{MeasureStanding, OfficeDesk};
use crate::domain::office::{
    DocumentId, Holder, MeasureId, OfficeId, PersonId, Post, PostId, ReportId, Role,
};
use crate::domain::report::ReportView;

impl Step<'_> {
    /// Somebody whom the claim of this step ends or who is told of it.
    pub(super) fn concerned_by_claim(&self, person: PersonId) -> Option<&Holder> {
        let invitation = self.desk.invitation.as_ref()?;
        let holders = invitation.post.holder.iter().chain(&invitation.reporters);
        holders.into_iter().find(|holder| holder.person == person)
    }

    /// The office, if the acting person is its reporter at this moment.
    pub(super) fn reporting(&self, office: OfficeId) -> Result<&OfficeDesk> {
        let desk = self
            .desk
            .office(office)
            .context("manages an office that is not theirs")?;
        ensure!(
            desk.plan
                .held_by(self.desk.person)
                .any(|post| post.role == Role::Reporter),
            "manages an office without being its reporter"
        );
        Ok(desk)
    }

    /// The office of a measure and how the measure stands, if the person is in that office.
    pub(super) fn measure(&self, measure: MeasureId) -> Result<(i64, &MeasureStanding)> {
        match self.desk.measure(measure) {
            Some((office, _, standing)) => Ok((office.plan.office.0, standing)),
            None => bail!("changes measure {} of another office", measure.0),
        }
    }

    pub(super) fn report(&self, report: ReportId) -> Result<(&OfficeDesk, &ReportView)> {
        self.desk
            .report(report)
            .with_context(|| format!("changes report {} of another office", report.0))
    }

    /// The office whose report this is, of an earlier year or of this one.
    pub(super) fn office_of(&self, report: ReportId) -> Result<OfficeId> {
        let earlier = self.desk.earlier_report(report).map(|(office, ..)| office);
        match earlier {
            Some(office) => Ok(office.plan.office),
            None => Ok(self.report(report)?.0.plan.office),
        }
    }

    pub(super) fn own_post(&self, office: i64, post: PostId) -> Result<&Post> {
        let desk = self
            .desk
            .offices
            .iter()
            .find(|desk| desk.plan.office.0 == office);
        let own = desk
            .into_iter()
            .flat_map(|desk| desk.plan.held_by(self.desk.person));
        own.into_iter()
            .find(|own| own.id == post)
            .context("acts in a post that is not theirs")
    }

    pub(super) fn has_document(&self, document: DocumentId) -> Result<()> {
        let offices = self.desk.offices.iter();
        let reports = offices.flat_map(|office| {
            let earlier = office.earlier.iter();
            let earlier = earlier.flat_map(|year| &year.reports);
            office.reports.iter().chain(earlier)
        });
        // Loaded of offices only in which the person holds a post.
        let versions = self.desk.versions.iter().map(|kept| &kept.report);
        let mut reports = reports.chain(versions);
        ensure!(
            reports.any(|report| report.kind_of(document).is_some()),
            "delivers document {} of another office",
            document.0
        );
        Ok(())
    }
}
